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

// Placeholder is one name that a template may hold in braces (占位符), e.g.
// {学校名称}. A name with a dot is a field of a list, {问题.内容}: the table row or
// paragraph that holds it is repeated for each item.
type Placeholder struct {
	Name    string `json:"name"`
	About   string `json:"about"` // what it stands for
	Example string `json:"example"`
}

// Filling is what is written in place of the placeholders of one record: texts by
// their names, and the items of each list by the names of their fields.
type Filling struct {
	Text  map[string]string
	Lists map[string][]map[string]string
}
