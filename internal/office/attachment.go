package office

// Attachment is an attached file (附件). Its bytes lie in the vault under SHA256.
type Attachment struct {
	ID        int64  `db:"id" json:"id"`
	OwnerKind string `db:"owner_kind" json:"ownerKind"` // visit, inspector, assignment, finding …
	OwnerID   int64  `db:"owner_id" json:"ownerId"`
	Role      string `db:"role" json:"role"` // 照片, 扫描件, 签字页 …
	Name      string `db:"name" json:"name"` // the file's own name, never a path
	MIME      string `db:"mime" json:"mime"`
	Bytes     int64  `db:"bytes" json:"bytes"`
	SHA256    string `db:"sha256" json:"sha256"`
	Pages     int    `db:"pages" json:"pages"`
	// DatedOn is the date of the paper or the photo, not of the upload.
	DatedOn  Date   `db:"dated_on" json:"datedOn"`
	Caption  string `db:"caption" json:"caption"`
	Position int    `db:"position" json:"position"`
	Personal bool   `db:"personal" json:"personal"` // 含个人信息: left out of copies that leave the office
	// RenditionOf is the SHA-256 of the Word or Excel file that this PDF stands for on
	// paper (转换件); empty for every other file.
	RenditionOf string `db:"rendition_of" json:"renditionOf"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}
