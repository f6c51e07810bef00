package desk

import (
	"encoding/json"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// Uploads is the screen 上报记录: which records were entered in the province's
// platform, and the strip to copy each from.
type Uploads struct{ d *Desk }

// Platforms returns the platforms, those in use first.
func (u *Uploads) Platforms() (list []office.Platform, err error) {
	defer caught(&err)
	return u.d.store.Platforms()
}

// PlatformForm is a platform as its form shows it.
type PlatformForm struct {
	Platform office.Platform     `json:"platform"`
	Kinds    []office.UploadKind `json:"kinds"` // what each kind's fields may be filled from
}

// Platform returns one platform; for 0 a new one with the fields that platforms in
// use were seen to have.
func (u *Uploads) Platform(id int64) (out PlatformForm, err error) {
	defer caught(&err)
	out.Kinds = office.UploadKinds
	if id == 0 {
		day, err := u.d.store.AsOf()
		if err != nil {
			return out, err
		}
		out.Platform = office.DefaultPlatform(day)
		set, err := u.d.store.Settings()
		out.Platform.Province = set.Province
		return out, err
	}
	out.Platform, err = u.d.store.Platform(id)
	return out, err
}

// SavePlatform adds or changes a platform.
func (u *Uploads) SavePlatform(in office.Platform) (out PlatformForm, err error) {
	defer caught(&err)
	out.Kinds = office.UploadKinds
	out.Platform, err = u.d.store.SavePlatform(in)
	return ok(u.d, out, err)
}

// DeletePlatform moves a platform to the recycle bin.
func (u *Uploads) DeletePlatform(id int64) (err error) {
	defer caught(&err)
	return done(u.d, u.d.store.DeletePlatform(id))
}

// List lists what belongs into a platform; see store.Uploads for the filters, and
// month.
func (u *Uploads) List(q store.ListQuery) (page store.UploadPage, err error) {
	defer caught(&err)
	if q, err = u.d.withMonth(q); err != nil {
		return page, err
	}
	return u.d.store.Uploads(q)
}

// StripInput names a record of a platform.
type StripInput struct {
	Platform int64  `json:"platform"`
	Kind     string `json:"kind"`
	ID       int64  `json:"id"`
}

// Strip is a record in the platform's own fields, to be copied one by one.
type Strip struct {
	Platform string              `json:"platform"`
	Kind     string              `json:"kind"`
	Root     string              `json:"root"` // the kind of record it is read from
	Title    string              `json:"title"`
	Fields   []office.StripField `json:"fields"`
	Upload   office.Upload       `json:"upload"` // ID 0: not entered yet
	Changed  []string            `json:"changed"`
}

// Strip returns what a record says in the platform's fields.
func (u *Uploads) Strip(in StripInput) (out Strip, err error) {
	defer caught(&err)
	out.Fields, out.Changed = []office.StripField{}, []string{}
	kind, known := office.UploadKindOf(in.Kind)
	if !known {
		return out, office.Invalid("没有“%s”这类上报记录，请从“上报记录”页进入。", in.Kind)
	}
	p, err := u.d.store.Platform(in.Platform)
	if err != nil {
		return out, err
	}
	strips, err := u.d.store.Strips(in.Platform, in.Kind, []int64{in.ID})
	if err != nil {
		return out, err
	}
	fields, there := strips[in.ID]
	if !there {
		return out, office.Errorf(office.CodeNotFound, "这条记录不在了，可能已被删除。请返回列表。")
	}
	out.Platform, out.Kind, out.Root, out.Title, out.Fields = p.Name, kind.Title, kind.Root, u.d.store.Title(kind.Root, in.ID), fields
	if out.Upload, err = u.d.store.Upload(in.Platform, office.UploadRef{Kind: in.Kind, ID: in.ID}); err != nil || out.Upload.ID == 0 {
		return out, err
	}
	was := office.StripImage{}
	if err := json.Unmarshal([]byte(out.Upload.Image), &was); err != nil {
		return out, err
	}
	out.Changed = was.Compare(out.Fields)
	return out, nil
}

// UploadMark tells which records were entered, when and under what receipt.
type UploadMark = store.UploadMark

// Mark notes that records were entered as they stand now.
func (u *Uploads) Mark(in store.UploadMark) (err error) {
	defer caught(&err)
	if in.UploadedOn == "" {
		if in.UploadedOn, err = u.d.store.AsOf(); err != nil {
			return err
		}
	}
	return done(u.d, u.d.store.MarkUploaded(in))
}

// Unmark takes that back.
func (u *Uploads) Unmark(in store.UploadMark) (err error) {
	defer caught(&err)
	return done(u.d, u.d.store.Unmark(in))
}

// Statistics counts what was entered in a span of days, by zone and inspector.
func (u *Uploads) Statistics(in DayRange) (list []office.UploadCount, err error) {
	defer caught(&err)
	return u.d.store.UploadCounts(in.From, in.To)
}

// Export asks where to, and writes the records that the query finds as a workbook
// in the platform's fields, one sheet a kind. It returns the file, empty when the
// clerk thought better of it.
func (u *Uploads) Export(q store.ListQuery) (path string, err error) {
	defer caught(&err)
	pack, err := u.d.uploadPack(q)
	if err != nil {
		return "", err
	}
	made, err := workbook(pack.Document(), nil, pack.Platform.Name+"上报数据包-"+string(u.d.store.Today()))
	if err != nil {
		return "", err
	}
	saved, err := u.d.savePrinted(made, "")
	return saved.Path, err
}

func (d *Desk) uploadPack(q store.ListQuery) (p report.UploadPack, err error) {
	q.Page, q.Size = 1, 0
	if q, err = d.withMonth(q); err != nil {
		return p, err
	}
	page, err := d.store.Uploads(q)
	if err != nil {
		return p, err
	}
	if len(page.Rows) == 0 {
		return p, office.Invalid("没有要导出的记录，请放宽条件再试。")
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	if p.Platform, err = d.store.Platform(page.Platform); err != nil {
		return p, err
	}
	ids := map[string][]int64{}
	for _, r := range page.Rows {
		ids[r.Kind] = append(ids[r.Kind], r.RecordID)
	}
	for _, k := range office.UploadKinds {
		if len(ids[k.Key]) == 0 {
			continue
		}
		strips, err := d.store.Strips(page.Platform, k.Key, ids[k.Key])
		if err != nil {
			return p, err
		}
		t := report.UploadTable{Kind: k.Title}
		for _, id := range ids[k.Key] {
			t.Lines = append(t.Lines, strips[id])
		}
		p.Tables = append(p.Tables, t)
	}
	return p, nil
}
