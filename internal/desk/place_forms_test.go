package desk

import (
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/paper/papertest"
)

const secretID = "110101196001011234"

// placeDesk is a county with two divisions, three people with rare names, a
// school that changed hands, a kindergarten, and a school nobody answers for.
func placeDesk(t *testing.T) (d *Desk, schools, people []int64) {
	t.Helper()
	d, _ = openTest(t, t.TempDir())
	s := d.Screens()
	set := office.DefaultSettings()
	set.OfficeName, set.CountyName, set.Sample, set.Hotline, set.Phone = "示例县人民政府教育督导室", "示例县", true, "0000-7654321", "0000-1234567"
	must(t, s.Settings.Save(set))
	for i, name := range []string{"王示䶮", "李示㛃", "陈示𬭊"} {
		p, err := s.Inspectors.Save(office.Inspector{Name: name, IDNumber: secretID, Mobile: fmt.Sprintf("1380000000%d", i+1), Email: fmt.Sprintf("ddx%d@example.com", i+1), Certificate: fmt.Sprintf("示督证%04d", i+1), Employer: "示例县教育局"})
		must(t, err)
		people = append(people, p.ID)
	}
	for name, kind := range map[string]string{"示例县第一小学": "小学", "示例县机关幼儿园": "幼儿园", "示例县第二小学": "小学"} {
		_, err := s.Schools.Save(office.School{Name: name, ShortName: strings.TrimPrefix(name, "示例县"), Kind: kind, Principal: "周示例", Students: 300})
		must(t, err)
	}
	for _, name := range []string{"示例县第一小学", "机关幼儿园", "示例县第二小学"} {
		id, err := d.store.SchoolID(name)
		must(t, err)
		schools = append(schools, id)
	}
	for _, v := range []office.ZoneVersion{{Number: "2025年版", ValidFrom: "2025-09-01"}, {Number: "2026年版", ValidFrom: "2026-03-01", DocNumber: "示教督〔2026〕3号"}} {
		v, err := s.Zones.SaveVersion(v)
		must(t, err)
		_, err = s.Zones.SaveZone(office.Zone{VersionID: v.ID, Name: "第一责任区", LeaderID: people[0], Members: people[:2], Schools: schools[:1], Position: 1})
		must(t, err)
		_, err = s.Zones.SaveZone(office.Zone{VersionID: v.ID, Name: "第二责任区", LeaderID: people[2], Members: people[2:], Schools: schools[1:2], Position: 2})
		must(t, err)
	}
	for _, a := range []office.Assignment{
		{SchoolID: schools[0], InspectorID: people[0], Role: "主", StartsOn: "2025-09-01", PlateNo: "GSP-001", PlateOn: "2025-09-10"},
		{SchoolID: schools[0], InspectorID: people[1], Role: "主", StartsOn: "2026-03-01", PlateNo: "GSP-101"},
		{SchoolID: schools[0], InspectorID: people[2], Role: "协", StartsOn: "2026-03-01"},
		{SchoolID: schools[1], InspectorID: people[2], Role: "主", StartsOn: "2025-09-01"},
	} {
		_, err := s.Schools.SaveAssignment(a)
		must(t, err)
	}
	_, err := s.Inspectors.SaveAppointment(office.Appointment{InspectorID: people[0], TermNumber: 1, StartsOn: "2025-09-01", EndsOn: "2028-08-31", DocNumber: "示教督〔2025〕1号", LetterNo: "示聘2025-001"})
	must(t, err)
	return d, schools, people
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// printsForm prints a form and returns its text without blanks and its file.
func printsForm(t *testing.T, d *Desk, key, id string) (text, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), key+".pdf")
	if _, err := d.PrintForm(key, id, file); err != nil {
		t.Fatalf("%s %s: %v", key, id, err)
	}
	return pdfText(t, file), file
}

var zoneForms = []string{"zones", "zone_map", "roster", "assignments", "hung", "schools", "certificates"}

// TestPapersOfADay: each paper says who answered on the day it is printed for.
func TestPapersOfADay(t *testing.T) {
	t.Parallel()
	d, _, _ := placeDesk(t)
	for _, c := range []struct{ form, id, has, lacks string }{
		{"plate", "示例县第一小学/2026-02-01", "王示䶮", "李示㛃"}, {"plate", "示例县第一小学/2026-03-12", "李示㛃陈示𬭊", "王示䶮"},
		{"plate", "示例县第一小学/2026-03-12", "电话：13800000002", "王示䶮"}, {"plate", "机关幼儿园/2026-03-12@600x400", "规范办园", "校务管理"},
		{"plate", "示例县第二小学", "（待定）", "王示䶮"}, {"plate", "示例县第一小学/2026-02-01", "监督电话：0000-7654321", "GSP-101"},
		{"plates", "2026-02-01", "第二小学", "李示㛃"}, {"plates", "2026-03-12/第二责任区", "机关幼儿园", "第一小学"},
		{"hung", "2026-02-01", "GSP-001", "GSP-101"}, {"hung", "2026年版", "GSP-101", "GSP-001"}, {"hung", "2025年版", "GSP-001", "GSP-101"},
		{"assignments", "2026-02-01", "应挂牌3所，已挂牌2所，挂牌率66.7%", "协助督学"}, {"zones", "2026-03-12", "示教督〔2026〕3号", "2025年9月1日"},
		{"zones", "2026-03-12", "尚未划入责任区的学校1所：第二小学", "—"}, {"zones", "第一责任区", "第一小学", "机关幼儿园"},
		{"certificates", "2026-03-12", "示聘2025-001", "示督证9999"}, {"roster", "", "督学3名", "解聘"}, {"roster", "今天", "陈示𬭊", "解聘"},
		{"school_basic", "第一小学/2026-02-01", "王示䶮", "GSP-101"}, {"schools", "2026-03-12", "900", "—"},
	} {
		text, _ := printsForm(t, d, c.form, c.id)
		if !strings.Contains(text, c.has) || (c.lacks != "—" && strings.Contains(text, c.lacks)) {
			t.Errorf("%s %s: want %q and no %q in\n%.900s", c.form, c.id, c.has, c.lacks, text)
		}
	}
	for _, bad := range [][2]string{{"plate", "没有的学校"}, {"plate", ""}, {"plate", "示例县第一小学/三月"}, {"plate", "示例县第一小学@大"}, {"plate", "示例县第一小学@60x40"},
		{"roster", "没有的版本"}, {"roster", "2026-03-12/第九责任区"}, {"handbook", "没有的人"}, {"handbook", "王示䶮/今年"}, {"plates", "2000-01-01/第一责任区"}} {
		if _, err := d.printForm(bad[0], bad[1], formatPDF); office.CodeOf(err) == office.CodeInternal || err == nil {
			t.Errorf("%s %s: %v", bad[0], bad[1], err)
		}
	}
}

// TestNoPersonalDataOnPapers: the number of the identity card is on none of them,
// telephones not on the roster when the county leaves them off.
func TestNoPersonalDataOnPapers(t *testing.T) {
	t.Parallel()
	d, _, _ := placeDesk(t)
	for _, f := range placeForms() {
		id := map[string]string{"school": "示例县第一小学", "inspector": "王示䶮", "zone": "2026-03-12"}[f.Kind]
		text, _ := printsForm(t, d, f.Key, id)
		if strings.Contains(text, secretID) {
			t.Errorf("%s prints the number of an identity card", f.Key)
		}
	}
	phone := "13800000001"
	if text, _ := printsForm(t, d, "roster", "2026-03-12"); !strings.Contains(text, phone) {
		t.Error("the roster lacks the telephones")
	}
	set, err := d.store.Settings()
	must(t, err)
	set.Plate = office.PlateSetting{HideEmail: true, HideRosterPhones: true, Width: 900, Height: 600, Title: "督学公示", Maker: "示例县教育局", Code: "示例文字"}
	must(t, d.store.SaveSettings(set))
	if text, _ := printsForm(t, d, "roster", "2026-03-12"); strings.Contains(text, phone) {
		t.Error("the roster still has telephones")
	}
	text, file := printsForm(t, d, "plate", "示例县第一小学/2026-02-01")
	if strings.Contains(text, "example.com") || !strings.Contains(text, phone) || !strings.Contains(text, "督学公示") || !strings.Contains(text, "示例县教育局制") {
		t.Errorf("the plate says %s", text)
	}
	data, err := os.ReadFile(file)
	must(t, err)
	if !strings.Contains(string(data), "2551.18 1700.79") {
		t.Error("the plate has not the size of the settings")
	}
}

// TestPortraitOnThePlate: the newest photo of the inspector is printed, a scan is
// not.
func TestPortraitOnThePlate(t *testing.T) {
	t.Parallel()
	d, schools, people := placeDesk(t)
	dir := t.TempDir()
	attach := func(name, role string, w, h int) {
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		for i := range w {
			img.Set(i, i%h, color.RGBA{uint8(w), uint8(h), 90, 255})
		}
		f, err := os.Create(filepath.Join(dir, name))
		must(t, err)
		must(t, jpeg.Encode(f, img, nil))
		must(t, f.Close())
		_, err = d.Screens().Files.Attach(AttachInput{OwnerKind: "inspector", OwnerID: people[0], Paths: []string{f.Name()}, Role: role})
		must(t, err)
	}
	shape := func() float64 {
		b, err := d.plate(fmt.Sprintf("%d/2026-02-01", schools[0]))
		must(t, err)
		for _, box := range paper.Layout(b.document, func(paper.Face, rune) float64 { return 1 })[0].Boxes {
			if box.Kind == paper.ImageBox {
				return box.H / box.W
			}
		}
		return 0
	}
	if got := shape(); got != 0 {
		t.Errorf("a photo of nobody: %v", got)
	}
	attach("old.jpg", rolePhoto, 300, 300)
	attach("new.jpg", rolePhoto, 250, 350)
	attach("scan.jpg", "扫描件", 200, 600)
	if got := shape(); got < 1.39 || got > 1.41 {
		t.Errorf("the photo's shape is %v, want 7 to 5", got)
	}
}

// TestPlacePapersOfNothing: an office that has written nothing yet prints empty
// papers, and is told why there are no plates.
func TestPlacePapersOfNothing(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	for _, key := range zoneForms {
		printsForm(t, d, key, "")
	}
	if _, err := d.printForm("plates", "", formatPDF); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("plates of nothing: %v", err)
	}
	p, err := d.Screens().Inspectors.Save(office.Inspector{Name: "陈示𬭊"})
	must(t, err)
	text, _ := printsForm(t, d, "handbook", fmt.Sprint(p.ID))
	for _, want := range []string{"陈示𬭊", "目录", "没有督导记录", "（无）", "地方做法（非官方）", "国教督办〔2013〕2号"} {
		if !strings.Contains(text, want) {
			t.Errorf("the empty handbook lacks %q", want)
		}
	}
}

// TestLongHandbook: 160 visits with long texts and 60 findings come whole.
func TestLongHandbook(t *testing.T) {
	d, schools, people := placeDesk(t)
	s := d.Screens()
	long := strings.Repeat("上午到校后查看校门值守、食堂和宿舍，随机听课并查阅台账。", 140)
	numbers := []string{}
	day := office.Date("2025-09-01")
	for i := range 160 {
		form := VisitForm{Visit: office.Visit{Date: day.AddDays(i), SchoolID: schools[i%3], InspectorID: people[0], Content: long, Problems: "示例问题" + fmt.Sprint(i), Plan: "示例月计划",
			Methods: []office.MethodUse{{Method: "随机听课", Count: 2}}, Matters: []int64{1, 2, 3, 4, 5, 6, 7, 8}}}
		if i < 60 {
			form.Findings = []office.Finding{{Content: long[:len("督")*3900], Level: 2, MatterID: 7, DueOn: day.AddDays(i + 7)}}
			form.Lessons = []office.LessonObservation{{InspectorID: people[0], Date: day.AddDays(i), Class: "三年级（2）班", Subject: "语文", Teacher: "教师𬭊", Evaluation: long[:len("督")*3900], Rating: 4}}
		}
		saved, err := s.Visits.Save(form)
		must(t, err)
		numbers = append(numbers, saved.Visit.Number)
		for _, f := range saved.Findings {
			numbers = append(numbers, f.Number)
		}
	}
	text, file := printsForm(t, d, "handbook", "王示䶮/2025-2026")
	for _, want := range append(numbers, "2025—2026学年", "教师𬭊", "320节", "60个", "编号、日期、学校", "示例月计划") {
		if !strings.Contains(text, want) {
			t.Errorf("the handbook lacks %q (%s)", want, file)
		}
	}
	if n := strings.Count(text, "编号、日期、学校"); n < 12 {
		t.Errorf("the head of the visits stands only %d times", n)
	}
	b, err := d.handbook("王示䶮/2025-2026")
	must(t, err)
	papertest.Sound(t, "handbook", b.document)
}

// TestPlacePapersAreSound: filled, and with the longest names there may be.
func TestPlacePapersAreSound(t *testing.T) {
	t.Parallel()
	d, schools, people := placeDesk(t)
	check := func(what string) {
		for _, f := range placeForms() {
			id := map[string]string{"school": fmt.Sprint(schools[0]), "inspector": fmt.Sprint(people[0]), "zone": "2026-03-12"}[f.Kind]
			b, err := f.build(d, id)
			must(t, err)
			papertest.Sound(t, f.Key+" "+what, b.document)
		}
	}
	check("filled")
	s := d.Screens()
	for _, id := range schools {
		form, err := s.Schools.Get(id)
		must(t, err)
		x := form.School
		x.Name = fmt.Sprintf("示例县%s%d", strings.Repeat("经济技术开发区", 7), id)
		x.Address, x.Note, x.Principal, x.Phone = strings.Repeat("示例大道", 30), strings.Repeat("说明", 900), strings.Repeat("买买提·阿卜杜拉", 3), "0000-12345678转8001、13800000001"
		_, err = s.Schools.Save(x)
		must(t, err)
	}
	for _, id := range people {
		form, err := s.Inspectors.Get(id)
		must(t, err)
		x := form.Inspector
		x.Name = fmt.Sprintf("%s%d", strings.Repeat("买买提·", 6), id)
		x.Employer, x.Post, x.Email = strings.Repeat("示例县第一高级中学", 5), strings.Repeat("主任督学", 5), strings.Repeat("very.long.", 6)+"@example.com"
		_, err = s.Inspectors.Save(x)
		must(t, err)
	}
	check("long")
}

// TestPlaceFiles: what a form offers beside PDF is written too.
func TestPlaceFiles(t *testing.T) {
	t.Parallel()
	d, _, _ := placeDesk(t)
	for _, f := range placeForms() {
		id := map[string]string{"school": "示例县第一小学", "inspector": "王示䶮", "zone": "2026-03-12"}[f.Kind]
		for _, format := range f.Formats[1:] {
			p, err := d.printForm(f.Key, id, format)
			if err != nil || !strings.HasPrefix(string(p.bytes), "PK") || len(p.warnings) > 0 {
				t.Errorf("%s as %s: %v, %v", f.Key, format, err, p.warnings)
			}
		}
	}
}

// TestZoneMapOfAnySize: the poster is sound on A4 and A3, of the county and of a
// zone, with texts that fill pages, and hides telephones at the public's level.
func TestZoneMapOfAnySize(t *testing.T) {
	t.Parallel()
	d, _, _ := placeDesk(t)
	for _, id := range []string{"2026-03-12", "2026-03-12@297x420", "2026-03-12@420x297", "2026-03-12/第一责任区@297x420"} {
		b, err := d.zoneMap(id)
		must(t, err)
		papertest.Sound(t, id, b.document)
	}
	long := doc.Tree{Roots: []doc.TreeRoot{{Name: "第一责任区", Nodes: []doc.TreeNode{
		{Name: "陈示𬭊", Notes: []string{"13800000001"}, Leaves: []doc.TreeLeaf{{Label: "责任督学 ", Text: strings.Repeat("示例㛃小学、", 700)}, {Label: "协助 ", Text: strings.Repeat("示例䶮小学、", 700), Dashed: true}}},
	}}, {Name: strings.Repeat("很长的责任区名称", 30)}}}
	papertest.Sound(t, "long", doc.Document{Title: "长", Style: doc.Form, Blocks: []doc.Block{doc.Title{Text: "长"}, long}})
	dir := t.TempDir()
	for level, shown := range map[string]bool{office.LevelOffice: true, office.LevelPublic: false} {
		out, err := d.Screens().Papers.Save(PaperInput{Form: "zone_map", ID: "2026-03-12", Format: formatPDF, Path: filepath.Join(dir, level+".pdf"), Level: level})
		must(t, err)
		if text := pdfText(t, out.Path); strings.Contains(text, "13800000001") != shown || !strings.Contains(text, "责任督学") {
			t.Errorf("%s: %s", level, text)
		}
	}
}
