package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Settings is the screen 设置.
type Settings struct{ d *Desk }

// Get returns the office's settings.
func (s *Settings) Get() (out office.Settings, err error) {
	defer caught(&err)
	return s.d.store.Settings()
}

// Save writes the office's settings.
func (s *Settings) Save(in office.Settings) (err error) {
	defer caught(&err)
	if s.d.trial && in.BackupDir != "" {
		return office.Invalid("练习县的备份不另存，免得和自己数据的备份混在一起。请把“备份另存”留空，回到自己的数据后再设。")
	}
	return done(s.d, s.d.store.SaveSettings(in))
}

// PaperForms are the forms whose 文号, signer and copies the county settles.
func (s *Settings) PaperForms() (list []office.PaperForm, err error) {
	defer caught(&err)
	return office.PaperForms, nil
}

// PatternInput is a 文号 pattern as it is being written, and the 发文代字.
type PatternInput struct {
	Pattern string `json:"pattern"`
	Word    string `json:"word"`
}

// PatternExample is what a 文号 pattern makes, or what is wrong with it.
type PatternExample struct {
	Number string `json:"number"`
	Fault  string `json:"fault"`
}

// PatternExample shows the third 文号 of this year under a pattern.
func (s *Settings) PatternExample(in PatternInput) (out PatternExample, err error) {
	defer caught(&err)
	out.Fault = office.PatternFault(in.Pattern)
	if out.Fault == "" {
		out.Number = office.DocNumber(in.Pattern, in.Word, s.d.store.Today().Year(), 3)
	}
	return out, nil
}

// Rules returns every rule with its versions.
func (s *Settings) Rules() (list []office.Rule, err error) {
	defer caught(&err)
	return s.d.store.Rules()
}

// SaveRule writes a rule's value from its day on.
func (s *Settings) SaveRule(in office.Rule) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.SaveRule(in))
}

// Matters returns the 督导事项 of schools and kindergartens.
func (s *Settings) Matters() (list []office.Matter, err error) {
	defer caught(&err)
	return s.d.store.Matters()
}

// SaveMatter adds or changes a 督导事项.
func (s *Settings) SaveMatter(in office.Matter) (out office.Matter, err error) {
	defer caught(&err)
	out, err = s.d.store.SaveMatter(in)
	return ok(s.d, out, err)
}

// Checkpoints returns the 督导要点.
func (s *Settings) Checkpoints() (list []office.Checkpoint, err error) {
	defer caught(&err)
	return s.d.store.Checkpoints()
}

// SaveCheckpoint adds or changes a 督导要点.
func (s *Settings) SaveCheckpoint(in office.Checkpoint) (out office.Checkpoint, err error) {
	defer caught(&err)
	out, err = s.d.store.SaveCheckpoint(in)
	return ok(s.d, out, err)
}

// Terms returns the school terms, newest first.
func (s *Settings) Terms() (list []office.Term, err error) {
	defer caught(&err)
	return s.d.store.Terms()
}

// SaveTerm adds or changes a school term.
func (s *Settings) SaveTerm(in office.Term) (out office.Term, err error) {
	defer caught(&err)
	out, err = s.d.store.SaveTerm(in)
	return ok(s.d, out, err)
}

// DataFolder tells where the data lies and which backups there are.
type DataFolder struct {
	Path    string       `json:"path"`
	Backups []BackupFile `json:"backups"`
	Care    BackupCare   `json:"care"`
}

// DataFolder tells where the data lies and which backups there are.
func (s *Settings) DataFolder() (out DataFolder, err error) {
	defer caught(&err)
	return s.d.DataFolder()
}

// DataSize is how many bytes the data folder has, backups among them.
func (s *Settings) DataSize() (bytes int64, err error) {
	defer caught(&err)
	return s.d.dataSize()
}

// Backup writes a backup now.
func (s *Settings) Backup() (out BackupFile, err error) {
	defer caught(&err)
	return s.d.BackupByHand()
}

// Rehearse restores the newest backup to a scratch folder and compares it.
func (s *Settings) Rehearse() (out Rehearsal, err error) {
	defer caught(&err)
	return s.d.Rehearse()
}

// OpenFolder shows the data folder in the PC's own file manager.
func (s *Settings) OpenFolder() (err error) {
	defer caught(&err)
	return s.d.shell.OpenPath(s.d.dir)
}

// ChooseFolder asks for a folder; "" when the clerk cancels.
func (s *Settings) ChooseFolder(title string) (dir string, err error) {
	defer caught(&err)
	return s.d.shell.OpenDirectory(title)
}

// About is what the program says of itself.
type About struct {
	Version string `json:"version"`
	Data    string `json:"data"`
}

// About returns the program's version and data folder.
func (s *Settings) About() (out About, err error) {
	defer caught(&err)
	return About{Version: Version, Data: s.d.dir}, nil
}

// Holidays returns the days of a year that are not what their weekday says.
func (s *Settings) Holidays(year int) (list []office.Holiday, err error) {
	defer caught(&err)
	return s.d.store.Holidays(year)
}

// SaveHoliday writes one day of the working calendar; an empty kind makes it an
// ordinary day again.
func (s *Settings) SaveHoliday(in office.Holiday) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.SaveHoliday(in))
}

// Provinces returns the presets of rules, the State's first.
func (s *Settings) Provinces() (list []office.Province, err error) {
	defer caught(&err)
	return office.Provinces, nil
}

// ProvinceChanges tells what a preset would change from the day on; nothing is
// written.
func (s *Settings) ProvinceChanges(in store.ProvinceInput) (list []office.RuleChange, err error) {
	defer caught(&err)
	return s.d.store.ProvinceChanges(in)
}

// ApplyProvince takes a preset over from the day on and returns what changed.
func (s *Settings) ApplyProvince(in store.ProvinceInput) (list []office.RuleChange, err error) {
	defer caught(&err)
	list, err = s.d.store.ApplyProvince(in)
	return ok(s.d, list, err)
}
