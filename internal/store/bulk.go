package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dudao/internal/office"
)

// bulkKind is what can be done to many records of a kind at once.
type bulkKind struct {
	fields []bulkField
	drop   func(s *Store, id int64) error // nil: none is deleted from a list
}

// bulkField is a field, its choices where they are records, and how it is set: by
// the kind's own reading, checking and writing.
type bulkField struct {
	office.BulkField
	choices func(s *Store) ([]office.Choice, error)
	put     func(s *Store, id int64, value string) error
}

// BulkKind is what a list offers for the records chosen in it.
type BulkKind struct {
	Fields []office.BulkField `json:"fields"`
	Delete bool               `json:"delete"`
}

// Bulk returns what can be done to many records of the kind at once: nothing, for
// one that knows no such thing.
func (s *Store) Bulk(kind string) (BulkKind, error) {
	k := bulkKinds()[kind]
	out := BulkKind{Fields: []office.BulkField{}, Delete: k.drop != nil}
	for _, f := range k.fields {
		full, err := s.bulkField(f)
		if err != nil {
			return out, err
		}
		out.Fields = append(out.Fields, full)
	}
	return out, nil
}

func (s *Store) bulkField(f bulkField) (office.BulkField, error) {
	out := f.BulkField
	if f.choices != nil {
		var err error
		if out.Choices, err = f.choices(s); err != nil {
			return out, err
		}
	}
	if out.Choices == nil {
		out.Choices = []office.Choice{}
	}
	return out, nil
}

// BulkEdit asks for one field of many records, or with Field empty for their
// deletion.
type BulkEdit struct {
	Kind  string  `json:"kind"`
	IDs   []int64 `json:"ids"`
	Field string  `json:"field"`
	Value string  `json:"value"`
}

// ChangeMany does to each of the records what one of them alone would be asked for,
// as one action that is undone in one. A record that refuses stays as it is and is
// named. step may be nil; it reports progress and stops the whole by an error.
func (s *Store) ChangeMany(in BulkEdit, step func(done, total int) error) (office.BulkResult, error) {
	result := office.BulkResult{Refused: []office.Refusal{}}
	act, label, err := s.bulkAct(in)
	if err != nil {
		return result, err
	}
	err = s.write(Change{Action: "bulk." + in.Kind, Label: label(len(in.IDs))}, func(t *tx) error {
		inner := s.within(t)
		for i, id := range in.IDs {
			if step != nil {
				if err := step(i, len(in.IDs)); err != nil {
					return err
				}
			}
			if err := t.oneOfMany(in.Kind, id, func() error { return act(inner, id) }, &result); err != nil {
				return err
			}
		}
		_, err := t.Exec(`UPDATE change_sets SET label = ? WHERE id = ?`, label(result.Changed), t.set)
		return err
	})
	return result, err
}

// bulkAct returns what is done to each record, and how the whole is called.
func (s *Store) bulkAct(in BulkEdit) (act func(*Store, int64) error, label func(n int) string, err error) {
	k, name := bulkKinds()[in.Kind], KindNames[in.Kind]
	if len(in.IDs) == 0 {
		return nil, nil, office.Invalid("请先勾选要改的记录。")
	}
	if in.Field == "" {
		if k.drop == nil {
			return nil, nil, office.Invalid("%s不能在列表里删除，请打开它的页面办理。", name)
		}
		return k.drop, func(n int) string { return fmt.Sprintf("删除%s %d 条", name, n) }, nil
	}
	at := slices.IndexFunc(k.fields, func(f bulkField) bool { return f.Key == in.Field })
	if at < 0 {
		return nil, nil, office.Invalid("这一栏不能成批修改，请打开记录逐条改。")
	}
	field, err := s.bulkField(k.fields[at])
	if err != nil {
		return nil, nil, err
	}
	if err := field.Check(in.Value); err != nil {
		return nil, nil, err
	}
	put := k.fields[at].put
	return func(s *Store, id int64) error { return put(s, id, in.Value) },
		func(n int) string {
			return fmt.Sprintf("把%s %d 条的%s改为%s", name, n, field.Title, field.Named(in.Value))
		}, nil
}

// oneOfMany runs work for one record of many: refused, it leaves no trace but its
// name in the result.
func (t *tx) oneOfMany(kind string, id int64, work func() error, result *office.BulkResult) error {
	var before, after int64
	const last = `SELECT COALESCE(max(id), 0) FROM changes`
	if err := t.Get(&before, last); err != nil {
		return err
	}
	if _, err := t.Exec("SAVEPOINT many"); err != nil {
		return err
	}
	if err := work(); err != nil {
		refusal, is := errors.AsType[*office.Error](err)
		if !is {
			return err
		}
		if _, err := t.Exec("ROLLBACK TO many"); err != nil {
			return err
		}
		result.Refused = append(result.Refused, office.Refusal{ID: id, Title: t.titleOf(kind, id), Reason: reasonOf(refusal)})
	}
	if _, err := t.Exec("RELEASE many"); err != nil {
		return err
	}
	if err := t.Get(&after, last); err != nil {
		return err
	}
	switch {
	case after > before:
		result.Changed++
	case len(result.Refused) == 0 || result.Refused[len(result.Refused)-1].ID != id:
		result.Same++
	}
	return nil
}

// reasonOf is why a record refuses: its faulty fields say more than their sum.
func reasonOf(e *office.Error) string {
	if e.Code != office.CodeInvalid || len(e.Fields) == 0 {
		return e.Message
	}
	parts := []string{}
	for _, field := range slices.Sorted(maps.Keys(e.Fields)) {
		parts = append(parts, e.Fields[field])
	}
	return strings.Join(parts, "；") + "。"
}
