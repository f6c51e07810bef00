package desk

import (
	"cmp"

	"dudao/internal/office"
	"dudao/internal/store"
)

// ArchiveSettings is how the county makes its 档号 and fills its boxes, with the
// 全宗 that stands in it.
type ArchiveSettings struct {
	FondsNumber string                `json:"fondsNumber"`
	FondsName   string                `json:"fondsName"`
	Archivist   string                `json:"archivist"`
	Setting     office.ArchiveSetting `json:"setting"`
}

// CodePreview is what settings that are being written would do.
type CodePreview struct {
	Example string           `json:"example"`
	Fault   string           `json:"fault"`
	Change  store.CodeChange `json:"change"`
}

// Settings returns how the 档号 are made and the boxes filled.
func (a *Archive) Settings() (out ArchiveSettings, err error) {
	defer caught(&err)
	set, err := a.d.store.Settings()
	return ArchiveSettings{set.FondsNumber, set.FondsName, set.Archivist, set.Archive}, err
}

// with puts the archive's part into the office's settings.
func (in ArchiveSettings) with(set office.Settings) office.Settings {
	set.FondsNumber, set.FondsName, set.Archivist, set.Archive = in.FondsNumber, in.FondsName, in.Archivist, in.Setting
	return set
}

// PreviewCodes shows a 档号 under the settings, what is wrong with them, and how
// many papers would need a new 归档章. Nothing is saved.
func (a *Archive) PreviewCodes(in ArchiveSettings) (out CodePreview, err error) {
	defer caught(&err)
	out.Change.Samples = [][2]string{}
	set, err := a.d.store.Settings()
	if err != nil {
		return out, err
	}
	set = in.with(set)
	set.Normalize()
	if out.Fault = office.ArchivePatternFault(set.Archive.Pattern); out.Fault != "" {
		return out, nil
	}
	units, err := a.d.store.ArchiveUnits()
	if err != nil {
		return out, err
	}
	sample := office.ArchiveItem{Year: a.d.store.Today().Year(), Category: set.Archive.Category, Retention: office.Keep30, Number: 12}
	if len(units) > 0 {
		sample.Unit = units[0].Code
	}
	out.Example = office.ArchiveCode(set.Archive.Pattern, cmp.Or(set.FondsNumber, "全宗号"), sample)
	change, err := a.d.store.CodeChanges(set)
	if office.CodeOf(err) == office.CodeInvalid {
		out.Fault = err.Error()
		return out, nil
	}
	out.Change = change
	return out, err
}

// SaveSettings writes them; the 档号 of all papers follow in the same action.
func (a *Archive) SaveSettings(in ArchiveSettings) (err error) {
	defer caught(&err)
	set, err := a.d.store.Settings()
	if err != nil {
		return err
	}
	return done(a.d, a.d.store.SaveSettings(in.with(set)))
}

// SaveUnit adds or changes a 机构（问题）.
func (a *Archive) SaveUnit(in office.ArchiveUnit) (out office.ArchiveUnit, err error) {
	defer caught(&err)
	out, err = a.d.store.SaveArchiveUnit(in)
	return ok(a.d, out, err)
}

// DeleteUnit takes away a 机构（问题） that nothing goes under.
func (a *Archive) DeleteUnit(id int64) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.DeleteArchiveUnit(id))
}

// SaveRule adds or changes a line of the 保管期限表.
func (a *Archive) SaveRule(in office.RetentionRule) (out office.RetentionRule, err error) {
	defer caught(&err)
	out, err = a.d.store.SaveRetentionRule(in)
	return ok(a.d, out, err)
}

// DeleteRule takes a line out of the 保管期限表.
func (a *Archive) DeleteRule(id int64) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.DeleteRetentionRule(id))
}

// OrderInput puts units (archive_unit) or lines (retention_rule) in an order.
type OrderInput struct {
	Kind string  `json:"kind"`
	IDs  []int64 `json:"ids"`
}

// Order puts units or lines of the 保管期限表 in an order.
func (a *Archive) Order(in OrderInput) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.OrderArchive(in.Kind, in.IDs))
}

// RetentionInput is a 保管期限表 as it was copied out of Excel.
type RetentionInput struct {
	Text string `json:"text"`
}

// ReadRules reads a 保管期限表 that was pasted; nothing is saved.
func (a *Archive) ReadRules(in RetentionInput) (list []office.RetentionRule, err error) {
	defer caught(&err)
	units, err := a.d.store.ArchiveUnits()
	if err != nil {
		return []office.RetentionRule{}, err
	}
	list, err = office.ParseRetentionTable(in.Text, units)
	return notNil(list), err
}

// ReplaceRules puts a pasted 保管期限表 in the place of the old one.
func (a *Archive) ReplaceRules(in RetentionInput) (err error) {
	defer caught(&err)
	list, err := a.ReadRules(in)
	if err != nil {
		return err
	}
	return done(a.d, a.d.store.ReplaceRetentionRules(list))
}
