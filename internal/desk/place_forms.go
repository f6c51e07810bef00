package desk

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
)

const (
	schoolID = "学校名称、标识码或序号，可以加日期：示例县第一小学/2026-03-01"
	plateID  = schoolID + "；可以加尺寸：@600x400"
	placeID  = "日期（如 2026-03-01）、划分版本或责任区，可以合写：2026-03-01/第一责任区；“今天”或不写为今天"
	bookID   = "督学姓名、督学证号或序号，可以加年度或学年：姓名/2025-2026"

	todayWord = "今天"
)

// placeForms are the papers of people and places, as of a day.
func placeForms() []form {
	onPaper := []string{formatPDF}
	return []form{
		{Form{"plate", "责任督学公示牌", "school", plateID, onPaper}, (*Desk).plate},
		{Form{"school_basic", "学校基本情况登记表", "school", schoolID, asBoth}, (*Desk).schoolBasic},
		{Form{"plates", "全部公示牌", "zone", placeID + "；可以加尺寸：@600x400", onPaper}, (*Desk).plates},
		{Form{"zone_map", "责任区公示图", "zone", placeID + "；可以加尺寸：@297x420", onPaper}, (*Desk).zoneMap},
		{Form{"zones", "责任区划分公示", "zone", placeID, asText}, placePaper(report.Places.Notice)},
		{Form{"roster", "督学花名册", "zone", placeID, asTable}, placePaper(report.Places.Roster)},
		{Form{"assignments", "督学—学校对应表", "zone", placeID, asTable}, placePaper(report.Places.Assigned)},
		{Form{"hung", "学校挂牌一览表", "zone", placeID, asTable}, placePaper(report.Places.Hung)},
		{Form{"schools", "学校基本情况登记表（全部）", "zone", placeID, asTable}, placePaper(report.Places.SchoolList)},
		{Form{"certificates", "聘书、督学证登记表", "zone", placeID, asTable}, placePaper(report.Places.Certificates)},
		{Form{"handbook", "责任督学工作手册", "inspector", bookID, asText}, (*Desk).handbook},
	}
}

// placePaper makes the build of a paper of a day, of the county or of one zone.
func placePaper(make func(report.Places) doc.Document) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		p, err := d.places(id)
		if err != nil {
			return built{}, err
		}
		return built{document: make(p)}, nil
	}
}

// places reads the papers' directory: of a day, of a division, of a zone, or of a
// day and a zone.
func (d *Desk) places(id string) (p report.Places, err error) {
	id = strings.TrimSpace(id)
	day, known, err := d.dayOf(id)
	if err == nil && !known {
		when, zone := cutLast(id, "/")
		if zone == "" {
			when, zone = "", when
		}
		p.Zone = zone
		day, known, err = d.dayOf(when)
	}
	if err != nil {
		return p, err
	}
	if !known {
		return p, office.Invalid("“%s”不是日期、划分版本或责任区，请写成 2026-03-01、2026-03-01/第一责任区，或不写。", id)
	}
	dir, err := d.store.Directory(day)
	if err == nil && p.Zone != "" {
		dir, err = dir.Only(p.Zone)
	}
	return report.NewPlaces(dir, p.Zone), err
}

func cutLast(s, sep string) (before, after string) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(sep):])
	}
	return strings.TrimSpace(s), ""
}

// dayOf reads a day, 今天, nothing, or the number of a division: of one that is
// over its last day, of one to come its first.
func (d *Desk) dayOf(text string) (day office.Date, known bool, err error) {
	now, err := d.store.AsOf()
	if err != nil {
		return "", false, err
	}
	if text == "" || text == todayWord {
		return now, true, nil
	}
	if day := office.Date(text); day.Valid() {
		return day, true, nil
	}
	versions, err := d.store.ZoneVersions()
	if err != nil {
		return "", false, err
	}
	i := slices.IndexFunc(versions, func(v office.ZoneVersion) bool { return v.Number == text })
	if i < 0 {
		return "", false, nil
	}
	switch v := versions[i]; {
	case v.ValidFrom > now:
		return v.ValidFrom, true, nil
	case v.ValidTo != "" && v.ValidTo <= now:
		return v.ValidTo.AddDays(-1), true, nil
	}
	return now, true, nil
}

// sized cuts the size of a plate off an id: 示例县第一小学@600x400. Without one it
// is the county's.
func (d *Desk) sized(id string) (rest string, size report.PlateSize, err error) {
	set, err := d.store.Settings()
	if err != nil {
		return "", size, err
	}
	size.Width, size.Height = set.Plate.Size()
	return sizedOr(id, size)
}

// sizedOr cuts the size off an id; without one it is the usual.
func sizedOr(id string, usual report.PlateSize) (rest string, size report.PlateSize, err error) {
	size = usual
	rest, text := cutLast(id, "@")
	if text == "" {
		return rest, size, nil
	}
	plain := strings.NewReplacer("×", "x", "X", "x", "*", "x", "毫米", "", "mm", "").Replace(text)
	if _, err := fmt.Sscanf(plain, "%gx%g", &size.Width, &size.Height); err != nil || !office.PlateSizeFits(size.Width, size.Height) {
		return "", size, office.Invalid("公示牌尺寸“%s”不对，请写成 宽x高，如 600x400，各在 100 到 3000 毫米之间。", text)
	}
	return rest, size, nil
}

// schoolOn reads a school by name, code or id and the day behind a stroke, with
// the directory of the day.
func (d *Desk) schoolOn(id string) (s office.School, p report.Places, err error) {
	name, when := cutLast(id, "/")
	day, known, err := d.dayOf(when)
	if err != nil {
		return s, p, err
	}
	if !known {
		return s, p, office.Invalid("日期“%s”不对，请写成 2026-03-12。", when)
	}
	n, err := numbered(name, d.store.SchoolID)
	if err != nil {
		return s, p, err
	}
	if s, err = d.store.School(n); err != nil {
		return s, p, err
	}
	dir, err := d.store.Directory(day)
	return s, report.NewPlaces(dir, ""), err
}

func (d *Desk) plate(id string) (built, error) {
	rest, size, err := d.sized(id)
	if err != nil {
		return built{}, err
	}
	s, p, err := d.schoolOn(rest)
	if err != nil {
		return built{}, err
	}
	document, err := p.Plates([]office.School{s}, size, d.portraits())
	return built{document: document}, err
}

func (d *Desk) plates(id string) (built, error) {
	rest, size, err := d.sized(id)
	if err != nil {
		return built{}, err
	}
	p, err := d.places(rest)
	if err != nil {
		return built{}, err
	}
	if len(p.Schools) == 0 {
		return built{}, office.Invalid("%s没有在办的学校，没有可以印的公示牌。请先登记学校。", p.Day.Chinese())
	}
	document, err := p.Plates(p.Schools, size, d.portraits())
	return built{document: document}, err
}

// zoneMap is the diagram of the zones, on A4 unless a size is asked for.
func (d *Desk) zoneMap(id string) (built, error) {
	rest, size, err := sizedOr(id, report.PlateSize{Width: 210, Height: 297})
	if err != nil {
		return built{}, err
	}
	p, err := d.places(rest)
	if err != nil {
		return built{}, err
	}
	return built{document: p.ZoneMap(size)}, nil
}

func (d *Desk) schoolBasic(id string) (built, error) {
	s, p, err := d.schoolOn(id)
	if err != nil {
		return built{}, err
	}
	return built{document: p.SchoolBasic(s)}, nil
}

// portraits gives the newest photo of each inspector as it goes onto paper; each
// is read once.
func (d *Desk) portraits() func(inspector int64) ([]byte, error) {
	seen := map[int64][]byte{}
	return func(id int64) ([]byte, error) {
		if data, ok := seen[id]; ok {
			return data, nil
		}
		list, err := d.store.Attachments("inspector", id)
		if err != nil {
			return nil, err
		}
		var data []byte
		for _, a := range slices.Backward(list) {
			if a.Role != rolePhoto || (a.MIME != "image/jpeg" && a.MIME != "image/png") {
				continue
			}
			if data, err = d.printedPhoto(a); err != nil {
				return nil, err
			}
			break
		}
		seen[id] = data
		return data, nil
	}
}

func (d *Desk) handbook(id string) (built, error) {
	name, year := cutLast(id, "/")
	n, err := numbered(name, d.store.InspectorID)
	if err != nil {
		return built{}, err
	}
	h, err := d.store.Handbook(n, year)
	if err != nil {
		return built{}, err
	}
	return built{document: report.Handbook{Handbook: h}.Document()}, nil
}
