package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"dudao/internal/office"
)

// A record type's columns are its db tags. References (…_id) of 0 are NULL in
// the table, so that SQLite itself guards them.

type shape struct {
	table  string
	cols   []string // without id
	read   string   // SELECT list
	insert string
	update string
}

var shapes sync.Map // table+type -> *shape

func shapeOf[T any](table string) *shape {
	typ := reflect.TypeFor[T]()
	key := table + " " + typ.String()
	if v, ok := shapes.Load(key); ok {
		return v.(*shape)
	}
	s := &shape{table: table}
	var read, values, sets []string
	for i := range typ.NumField() {
		c := typ.Field(i).Tag.Get("db")
		if c == "id" {
			read = append(read, c)
		}
		if c == "" || c == "-" || c == "id" {
			continue
		}
		s.cols = append(s.cols, c)
		if strings.HasSuffix(c, "_id") {
			read = append(read, "COALESCE("+c+", 0) AS "+c)
			values = append(values, "NULLIF(:"+c+", 0)")
			sets = append(sets, c+" = NULLIF(:"+c+", 0)")
			continue
		}
		read = append(read, c)
		values = append(values, ":"+c)
		sets = append(sets, c+" = :"+c)
	}
	s.read = strings.Join(read, ", ")
	s.insert = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(s.cols, ", "), strings.Join(values, ", "))
	s.update = fmt.Sprintf("UPDATE %s SET %s WHERE id = :id", table, strings.Join(sets, ", "))
	shapes.Store(key, s)
	return s
}

// insert writes a new row and returns its id.
func insert[T any](t *tx, table string, row T) (int64, error) {
	res, err := t.NamedExec(shapeOf[T](table).insert, row)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// update writes over the row of the same id.
func update[T any](t *tx, table string, row T) error {
	res, err := t.NamedExec(shapeOf[T](table).update, row)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return office.Errorf(office.CodeNotFound, "这条记录已不存在，没有保存。请刷新后重试。")
}

// find reads the rows that the clause selects, e.g. "WHERE id = ?". The result
// is never nil.
func find[T any](g getter, table, clause string, args ...any) ([]T, error) {
	rows := []T{}
	err := g.Select(&rows, "SELECT "+shapeOf[T](table).read+" FROM "+table+" "+clause, args...)
	return rows, err
}

// get reads one row by its id.
func get[T any](g getter, table string, id int64) (T, error) {
	var row T
	err := g.Get(&row, "SELECT "+shapeOf[T](table).read+" FROM "+table+" WHERE id = ?", id)
	return row, err
}

// fresh refuses to write over a row that was changed since the caller read it.
// An empty updatedAt asks for no check.
func (t *tx) fresh(table string, id int64, updatedAt, what string) error {
	if updatedAt == "" {
		return nil
	}
	var now string
	if err := t.Get(&now, "SELECT updated_at FROM "+table+" WHERE id = ? AND deleted_at IS NULL", id); err != nil {
		return wrap(err, what)
	}
	if now != updatedAt {
		return office.Errorf(office.CodeStale, "这条%s在别处改过，没有覆盖。请关闭后重新打开再改。", what)
	}
	return nil
}

// trash moves a row to the recycle bin (回收站).
func (t *tx) trash(table string, id int64, what string) error {
	res, err := t.Exec("UPDATE "+table+" SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", t.s.moment(), id)
	if err != nil {
		return wrap(err, what)
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return office.Errorf(office.CodeNotFound, "这条%s已不在，可能刚被删除。请刷新列表。", what)
}

// unchanged tells whether the row already holds these values.
func (t *tx) unchanged(table string, id int64, row any) (bool, error) {
	now, err := t.image(table, id)
	if err != nil || now == nil {
		return false, err
	}
	var image map[string]any
	if err := json.Unmarshal([]byte(*now), &image); err != nil {
		return false, err
	}
	v := reflect.ValueOf(row)
	for i := range v.NumField() {
		c := v.Type().Field(i).Tag.Get("db")
		if c == "" || c == "-" {
			continue
		}
		if fmt.Sprint(plainValue(v.Field(i))) != fmt.Sprint(orZero(image[c], v.Field(i))) {
			return false, nil
		}
	}
	return true, nil
}

func plainValue(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return 1
		}
		return 0
	case reflect.Pointer: // NULL where there is none
		if v.IsNil() {
			return nil
		}
		return plainValue(v.Elem())
	}
	return v.Interface()
}

// orZero reads a NULL as the field's zero.
func orZero(v any, field reflect.Value) any {
	switch x := v.(type) {
	case nil:
		return plainValue(reflect.Zero(field.Type()))
	case float64:
		if t := field.Type(); t.Kind() == reflect.Float64 || t.Kind() == reflect.Pointer {
			return x
		}
		return int64(x)
	}
	return v
}
