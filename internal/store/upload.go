package store

import (
	"encoding/json"
	"fmt"

	"dudao/internal/office"
)

// Platforms returns the platforms of the province (上报平台), those in use first.
func (s *Store) Platforms() ([]office.Platform, error) {
	list, err := find[office.Platform](s.r, "platforms", "WHERE deleted_at IS NULL ORDER BY state = '停用', id")
	for i := range list {
		if list[i].Fields, err = platformFields(s.r, list[i].ID); err != nil {
			return nil, err
		}
	}
	return list, err
}

// Platform returns one platform. CodeNotFound when there is none.
func (s *Store) Platform(id int64) (office.Platform, error) { return platform(s.r, id) }

func platform(g getter, id int64) (p office.Platform, err error) {
	if p, err = get[office.Platform](g, "platforms", id); err != nil {
		return p, wrap(err, "上报平台")
	}
	p.Fields, err = platformFields(g, id)
	return p, err
}

func platformFields(g getter, id int64) ([]office.PlatformField, error) {
	return find[office.PlatformField](g, "platform_fields", "WHERE platform_id = ? ORDER BY kind, position", id)
}

// SavePlatform adds the platform (ID 0) or writes over it.
func (s *Store) SavePlatform(p office.Platform) (office.Platform, error) {
	err := s.write(Change{Action: "platform.save", Label: "设置上报平台 " + p.Name}, func(t *tx) error { return t.savePlatform(&p) })
	return p, err
}

func (t *tx) savePlatform(p *office.Platform) (err error) {
	p.Normalize()
	if err := p.Validate(); err != nil {
		return err
	}
	if p.ID == 0 {
		p.UpdatedAt = t.s.moment()
		if p.ID, err = insert(t, "platforms", *p); err != nil {
			return wrap(err, "上报平台")
		}
		return t.setPlatformFields(*p)
	}
	if err := t.fresh("platforms", p.ID, p.UpdatedAt, "上报平台"); err != nil {
		return err
	}
	was, err := platform(t, p.ID)
	if err != nil {
		return err
	}
	was.Normalize() // in the order of the kinds
	same, err := t.unchanged("platforms", p.ID, *p)
	if err != nil || same && fmt.Sprint(was.Fields) == fmt.Sprint(p.Fields) {
		return err
	}
	p.UpdatedAt = t.s.moment()
	if err := update(t, "platforms", *p); err != nil {
		return wrap(err, "上报平台")
	}
	return t.setPlatformFields(*p)
}

func (t *tx) setPlatformFields(p office.Platform) error {
	at := map[string]int{}
	for _, f := range p.Fields {
		at[f.Kind]++
		if _, err := t.Exec(`INSERT INTO platform_fields (platform_id, kind, position, title, source, fixed, max_length) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (platform_id, kind, position) DO UPDATE SET title = excluded.title, source = excluded.source, fixed = excluded.fixed, max_length = excluded.max_length`,
			p.ID, f.Kind, at[f.Kind], f.Title, f.Source, f.Fixed, f.MaxLength); err != nil {
			return wrap(err, "平台栏目")
		}
	}
	for _, k := range office.UploadKinds {
		if _, err := t.Exec(`DELETE FROM platform_fields WHERE platform_id = ? AND kind = ? AND position > ?`, p.ID, k.Key, at[k.Key]); err != nil {
			return err
		}
	}
	return nil
}

// DeletePlatform moves a platform to the recycle bin; what was entered in it
// stays on record.
func (s *Store) DeletePlatform(id int64) error {
	return s.write(Change{Action: "platform.delete", Label: "删除上报平台 " + s.Title("platform", id)}, func(t *tx) error {
		return t.trash("platforms", id, "上报平台")
	})
}

// UploadMark tells that records were entered in a platform on a day.
type UploadMark struct {
	Platform   int64              `json:"platform"`
	Records    []office.UploadRef `json:"records"`
	UploadedOn office.Date        `json:"uploadedOn"` // today when empty
	Receipt    string             `json:"receipt"`
	ByWhom     string             `json:"byWhom"`
}

// MarkUploaded notes that the records were entered as they stand now; one that
// was entered before is noted anew, its receipt kept when none is given.
func (s *Store) MarkUploaded(in UploadMark) error {
	if in.UploadedOn == "" {
		in.UploadedOn = s.Today()
	}
	var f office.Faults
	f.Date("uploadedOn", "上报日期", in.UploadedOn)
	f.MaxRunes("receipt", "回执号", in.Receipt, 60)
	f.MaxRunes("byWhom", "上报人", in.ByWhom, 30)
	if len(in.Records) == 0 {
		f.Add("records", "请先选择已上报的记录")
	}
	if err := f.Err(); err != nil {
		return err
	}
	if err := soundArgs([]any{in.Receipt, in.ByWhom}); err != nil {
		return err
	}
	return s.write(Change{Action: "upload.mark", Label: fmt.Sprintf("标记已上报 %d 条", len(in.Records))}, func(t *tx) error { return t.markUploaded(in) })
}

func (t *tx) markUploaded(in UploadMark) error {
	p, err := platform(t, in.Platform)
	if err != nil {
		return err
	}
	for kind, ids := range byUploadKind(in.Records) {
		if err := t.putUploads(p, kind, ids, func(id int64) office.Upload {
			return office.Upload{UploadedOn: in.UploadedOn, Receipt: in.Receipt, ByWhom: in.ByWhom}
		}); err != nil {
			return err
		}
	}
	return nil
}

// putUploads writes that the records of a kind were entered, as each says.
func (t *tx) putUploads(p office.Platform, kind string, ids []int64, of func(id int64) office.Upload) error {
	strips, err := t.s.strips(t, p, kind, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		strip, ok := strips[id]
		if !ok {
			return office.Errorf(office.CodeNotFound, "要标记的记录不在了，可能已被删除。请刷新列表后重试。")
		}
		image, err := json.Marshal(office.ImageOf(strip))
		if err != nil {
			return err
		}
		u := of(id)
		if _, err := t.exec(`INSERT INTO uploads (platform_id, kind, record_id, uploaded_on, receipt, by_whom, image, set_id, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (platform_id, kind, record_id) DO UPDATE SET uploaded_on = excluded.uploaded_on, receipt = CASE WHEN excluded.receipt = '' THEN receipt ELSE excluded.receipt END,
			by_whom = excluded.by_whom, image = excluded.image, set_id = excluded.set_id, updated_at = excluded.updated_at`,
			p.ID, kind, id, u.UploadedOn, u.Receipt, u.ByWhom, string(image), t.set, t.s.moment()); err != nil {
			return wrap(err, "上报记录")
		}
	}
	return nil
}

func byUploadKind(records []office.UploadRef) map[string][]int64 {
	out := map[string][]int64{}
	for _, r := range records {
		out[r.Kind] = append(out[r.Kind], r.ID)
	}
	return out
}

// Unmark takes back that records were entered.
func (s *Store) Unmark(in UploadMark) error {
	return s.write(Change{Action: "upload.unmark", Label: fmt.Sprintf("撤销上报标记 %d 条", len(in.Records))}, func(t *tx) error {
		for _, r := range in.Records {
			if _, err := t.Exec(`DELETE FROM uploads WHERE platform_id = ? AND kind = ? AND record_id = ?`, in.Platform, r.Kind, r.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// Upload returns how a record was entered; ID 0 when it was not.
func (s *Store) Upload(platform int64, ref office.UploadRef) (office.Upload, error) {
	list, err := find[office.Upload](s.r, "uploads", "WHERE platform_id = ? AND kind = ? AND record_id = ?", platform, ref.Kind, ref.ID)
	if err != nil || len(list) == 0 {
		return office.Upload{}, err
	}
	return list[0], nil
}
