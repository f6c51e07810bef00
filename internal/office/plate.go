package office

import "strings"

// PlateSetting is how the county makes its 公示牌. No text of the state names a
// size (“统一规格” is the county's to choose), so every part is a setting.
type PlateSetting struct {
	// Width and Height are in millimetres; 0 means A3 lying.
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	// Title and InfantTitle stand on the plates of schools and kindergartens;
	// empty means the usual ones.
	Title       string `json:"title"`
	InfantTitle string `json:"infantTitle"`
	// InfantDuties are the 职责 on a kindergarten's plate, one a line; empty means
	// the kindergartens' 督导事项.
	InfantDuties string `json:"infantDuties"`
	// Code is the text of the QR code; empty means the office's telephones.
	Code string `json:"code"`
	// Maker is who has the plates made; empty means the office.
	Maker string `json:"maker"`
	// HideEmail and HideRosterPhones leave the inspectors' e-mail off the plates and
	// their telephones off the 花名册.
	HideEmail        bool `json:"hideEmail"`
	HideRosterPhones bool `json:"hideRosterPhones"`
}

// The sizes of plates in millimetres: A3 lying, and what a plate may have.
const (
	plateWidth, plateHeight = 420, 297
	plateLeast, plateMost   = 100, 3000
	plateCodeMost           = 300 // characters that a code of 20 mm still shows well
)

// Size is the plate's width and height in millimetres.
func (p PlateSetting) Size() (w, h float64) {
	if p.Width <= 0 || p.Height <= 0 {
		return plateWidth, plateHeight
	}
	return p.Width, p.Height
}

// Duties are the lines of InfantDuties.
func (p PlateSetting) Duties() []string {
	out := []string{}
	for line := range strings.SplitSeq(p.InfantDuties, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// PlateSizeFits tells whether a plate can be made so large.
func PlateSizeFits(w, h float64) bool {
	return w >= plateLeast && h >= plateLeast && w <= plateMost && h <= plateMost
}

func (p PlateSetting) validate(f *Faults) {
	if w, h := p.Size(); !PlateSizeFits(w, h) {
		f.Add("plate.width", "公示牌的宽和高填 100 到 3000 毫米")
	}
	f.MaxRunes("plate.title", "公示牌标题", p.Title, 60)
	f.MaxRunes("plate.infantTitle", "幼儿园公示牌标题", p.InfantTitle, 60)
	f.MaxRunes("plate.infantDuties", "幼儿园公示牌职责", p.InfantDuties, 1000)
	f.MaxRunes("plate.code", "二维码内容", p.Code, plateCodeMost)
	f.MaxRunes("plate.maker", "制作单位", p.Maker, 60)
}
