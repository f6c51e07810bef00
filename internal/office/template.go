package office

// Template is the county's own Word template of a form (自有模板).
type Template struct {
	ID        int64  `db:"id" json:"id"`
	Form      string `db:"form" json:"form"` // key of the form
	Name      string `db:"name" json:"name"` // file name
	Bytes     int64  `db:"bytes" json:"bytes"`
	SHA256    string `db:"sha256" json:"sha256"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}
