package office

// UsbCopy is 迎检U盘: a copy of an evaluation's evidence that left the office.
type UsbCopy struct {
	ID           int64  `db:"id" json:"id"`
	EvaluationID int64  `db:"evaluation_id" json:"evaluationId"`
	MadeOn       Date   `db:"made_on" json:"madeOn"`
	ExpiresOn    Date   `db:"expires_on" json:"expiresOn"` // to be given back or destroyed by; may be empty
	Level        string `db:"level" json:"level"`          // one of MaskLevels
	Watermark    string `db:"watermark" json:"watermark"`
	Gaps         bool   `db:"gaps" json:"gaps"`     // with the list of what is missing
	Folder       string `db:"folder" json:"folder"` // its name, never a path
	Files        int    `db:"files" json:"files"`
	Withheld     int    `db:"withheld" json:"withheld"` // slip sheets
	Bytes        int64  `db:"bytes" json:"bytes"`
	SHA256       string `db:"sha256" json:"sha256"` // of the list of all files
	MadeAt       string `db:"made_at" json:"madeAt"`
	Who          string `db:"who" json:"who"` // empty for copies from before 0.5.0
}

// UsbDays is for how long a copy may be used, unless another day is given.
const UsbDays = 30

// Validate returns an *Error of CodeInvalid that names each faulty field: what the
// clerk chooses of a copy.
func (c UsbCopy) Validate() error {
	var f Faults
	f.OneOf("level", "遮盖级别", c.Level, MaskLevels)
	f.MaxRunes("watermark", "水印文字", c.Watermark, 60)
	f.Date("expiresOn", "使用期限", c.ExpiresOn)
	if c.ExpiresOn != "" && c.ExpiresOn < c.MadeOn {
		f.Add("expiresOn", "使用期限早于今天，请改正")
	}
	return f.Err()
}
