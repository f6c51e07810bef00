package office

import (
	"encoding/json"
	"strings"
)

// ListView is 视图: a list as it is to be seen again.
type ListView struct {
	ID   int64  `db:"id" json:"id"`
	List string `db:"list" json:"list"` // the name of the list
	Name string `db:"name" json:"name"`
	// Body is the list's filters, order and columns as the page wrote them down: JSON.
	Body      string `db:"body" json:"body"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}

// mostViewBody is the most characters that a view may take.
const mostViewBody = 20000

// Normalize trims the name.
func (v *ListView) Normalize() { v.Name = strings.TrimSpace(v.Name) }

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (v ListView) Validate() error {
	var f Faults
	f.Require("list", "列表", v.List)
	f.Require("name", "视图名称", v.Name)
	f.MaxRunes("name", "视图名称", v.Name, 20)
	f.MaxRunes("body", "视图内容", v.Body, mostViewBody)
	if !json.Valid([]byte(v.Body)) {
		f.Add("body", "视图内容不完整，请重新保存一次")
	}
	return f.Err()
}
