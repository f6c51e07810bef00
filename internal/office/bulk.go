package office

// The ways in which a BulkField is asked for.
const (
	AskChoice = "choice"
	AskDate   = "date"
	AskText   = "text"
)

// BulkField is a field that can be changed of many records at once (成批修改).
type BulkField struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Ask   string `json:"ask"` // one of AskChoice, AskDate, AskText
	// Choices are what it may become, or what was written before where it is a text.
	Choices []Choice `json:"choices"`
	// Must tells that it may not be emptied.
	Must bool `json:"must"`
}

// Choice is one value and its name.
type Choice struct {
	Value string `json:"value"`
	Title string `json:"title"`
}

// ChoicesOf are values that are their own names.
func ChoicesOf(values []string) []Choice {
	out := make([]Choice, len(values))
	for i, v := range values {
		out[i] = Choice{v, v}
	}
	return out
}

// Named is the value as the clerk reads it.
func (f BulkField) Named(value string) string {
	for _, c := range f.Choices {
		if f.Ask == AskChoice && c.Value == value {
			return c.Title
		}
	}
	if value == "" {
		return "（空）"
	}
	return value
}

// Check refuses a value that no record of the kind can take.
func (f BulkField) Check(value string) error {
	var e Faults
	if f.Must {
		e.Require("value", f.Title, value)
	}
	switch f.Ask {
	case AskDate:
		e.Date("value", f.Title, Date(value))
	case AskChoice:
		values := make([]string, len(f.Choices))
		for i, c := range f.Choices {
			values[i] = c.Value
		}
		e.OneOf("value", f.Title, value, values)
	}
	return e.Err()
}

// Refusal is a record that was left as it was, and why.
type Refusal struct {
	ID     int64  `json:"id"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

// BulkResult says what one action did to many records: Changed, Same and Refused
// are together all that were asked for.
type BulkResult struct {
	Changed int       `json:"changed"`
	Same    int       `json:"same"` // were so already
	Refused []Refusal `json:"refused"`
}
