package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// PlateSize is a page in millimetres.
type PlateSize struct{ Width, Height float64 }

// Plates are the 公示牌 of the schools, one on a page. photo gives an inspector's
// portrait, nil for none.
func (p Places) Plates(schools []office.School, size PlateSize, photo func(inspector int64) ([]byte, error)) (doc.Document, error) {
	name := "责任督学公示牌"
	if len(schools) == 1 {
		name += " " + schools[0].Name
	} else {
		name = p.whose() + name
	}
	d := doc.Document{Title: name, Style: doc.Form, Width: size.Width, Height: size.Height, Sample: p.Settings.Sample}
	for _, s := range schools {
		plate, err := p.plate(s, photo)
		if err != nil {
			return d, err
		}
		d.Blocks = append(d.Blocks, plate)
	}
	return d, nil
}

func (p Places) plate(s office.School, photo func(inspector int64) ([]byte, error)) (doc.Plate, error) {
	set := p.Settings
	b := doc.Plate{Title: firstOf(set.Plate.Title, set.CountyName+"中小学校责任督学公示牌"), School: s.Name, Topic: "督导事项",
		Office: firstOf(set.Plate.Maker, set.OfficeName) + "　制", Date: p.Day.Chinese()}
	if i := strings.Index(b.Date, "年"); i > 0 {
		b.Date = b.Date[:i+len("年")]
	}
	for _, m := range office.MattersFor(p.Matters, s.Kindergarten(), p.Day) {
		b.Matters = append(b.Matters, m.Name)
	}
	if s.Kindergarten() {
		b.Title, b.Topic = firstOf(set.Plate.InfantTitle, set.CountyName+"幼儿园责任督学公示牌"), "督导职责"
		if duties := set.Plate.Duties(); len(duties) > 0 {
			b.Matters = duties
		}
	}
	for _, c := range []doc.Field{{Label: "监督电话", Value: set.Hotline}, {Label: "办公电话", Value: set.Phone}} {
		if c.Value != "" {
			b.Contacts = append(b.Contacts, c)
		}
	}
	b.Code, b.Caption = plateCode(set)
	for _, a := range p.AnswersFor(s.ID) {
		x := p.Inspector(a.InspectorID)
		person := doc.PlatePerson{Name: x.Name, Role: "责任督学", Fields: []doc.Field{{Label: "电话", Value: x.Mobile}}}
		if a.Role != office.AssignmentRoles[0] {
			person.Role = "协助督学"
		}
		if !set.Plate.HideEmail && x.Email != "" {
			person.Fields = append(person.Fields, doc.Field{Label: "邮箱", Value: x.Email})
		}
		if b.Number == "" {
			b.Number = a.PlateNo
		}
		var err error
		if person.Photo, err = photo(x.ID); err != nil {
			return b, err
		}
		b.People = append(b.People, person)
	}
	if len(b.People) == 0 { // hung with an empty place rather than left out unseen
		b.People = []doc.PlatePerson{{Name: "（待定）", Role: "责任督学"}}
	}
	return b, nil
}

// plateCode is the text of the QR code and what stands under it: the county's own
// text, else the office's telephones, which a telephone shows without a network.
func plateCode(set office.Settings) (text, caption string) {
	if set.Plate.Code != "" {
		return set.Plate.Code, "扫一扫"
	}
	lines := []string{}
	for _, c := range [][2]string{{"监督电话", set.Hotline}, {"办公电话", set.Phone}, {"地址", set.Address}} {
		if c[1] != "" {
			lines = append(lines, c[0]+"："+c[1])
		}
	}
	if len(lines) == 0 {
		return "", ""
	}
	return set.OfficeName + "\n" + strings.Join(lines, "\n"), "扫码查看督导室联系方式"
}

func firstOf(own, usual string) string {
	if own = strings.TrimSpace(own); own != "" {
		return own
	}
	return usual
}
