package store

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"dudao/internal/office"
)

// reading makes what sheet would hand over from rows of "key=value|key=value".
func reading(t testing.TB, kind office.Kind, lines ...string) *office.SheetReading {
	t.Helper()
	layout, err := office.LayoutOf(kind)
	if err != nil {
		t.Fatal(err)
	}
	table := office.SheetTable{Sheet: "表", Present: make([]bool, len(layout.Fields))}
	for n, line := range lines {
		row := office.SheetRow{Row: n + 2, Cells: make([]office.SheetCell, len(layout.Fields))}
		for i := range row.Cells {
			row.Cells[i] = office.SheetCell{Row: n + 2, Col: i + 2}
		}
		for part := range strings.SplitSeq(line, "|") {
			key, value, _ := strings.Cut(part, "=")
			if key == "id" {
				row.ID = value
				continue
			}
			i := layout.Index(key)
			if i < 0 {
				t.Fatalf("no field %s", key)
			}
			table.Present[i] = true
			row.Cells[i].Text = value
		}
		table.Rows = append(table.Rows, row)
	}
	return &office.SheetReading{Layout: layout, Tables: []office.SheetTable{table}}
}

// returned makes what sheet would hand over from an exported list.
func returned(t testing.TB, s *Store, kind office.Kind) *office.SheetReading {
	t.Helper()
	rows, err := s.Export(kind)
	if err != nil {
		t.Fatal(err)
	}
	layout, err := office.LayoutOf(kind)
	if err != nil {
		t.Fatal(err)
	}
	table := office.SheetTable{Sheet: "表", Present: make([]bool, len(layout.Fields))}
	for i := range table.Present {
		table.Present[i] = true
	}
	for n, r := range rows {
		row := office.SheetRow{Row: n + 2, ID: r.ID}
		for i, text := range r.Cells {
			row.Cells = append(row.Cells, office.SheetCell{Text: text, Row: n + 2, Col: i + 2})
		}
		table.Rows = append(table.Rows, row)
	}
	return &office.SheetReading{Layout: layout, Tables: []office.SheetTable{table}}
}

// bring imports and checks what always holds.
func bring(t testing.TB, s *Store, r *office.SheetReading, opt ImportOptions) *office.ImportResult {
	t.Helper()
	out, err := s.Import(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(r.Tables[0].Rows); out.Read != n || out.Read != out.Added+out.Updated+out.Unchanged+out.Failed || len(out.Verdicts) != n {
		t.Fatalf("the sum does not agree: %+v", out)
	}
	return out
}

func tally(r *office.ImportResult) string {
	return fmt.Sprintf("+%d ~%d =%d !%d", r.Added, r.Updated, r.Unchanged, r.Failed)
}

var countyLists = []struct {
	kind office.Kind
	rows []string
	want string
}{
	{office.KindInspectors, []string{"name=张三|mobile=13800000001|employment=专职|degree=大学本科|bornOn=1970.3|startsOn=2025-09-01|certificate=DX001",
		"name=李四|mobile=13800000002|employment=兼|teachingOn=199209", "name=张伟|mobile=13800000003", "name=张伟|mobile=13800000004"}, "+4 ~0 =0 !0"},
	{office.KindSchools, []string{"name=示例县第一小学|kind=完小|code=2143000001|shortName=一小|students=1,200|phone=138 0000 0009|zone=第一责任区|inspectors=张三",
		"name=示例县东门幼儿园|kind=幼儿|ownership=普惠性民办|canteen=有", "name=示例县城关中学|kind=初中|town=城关镇"}, "+3 ~0 =0 !0"},
	{office.KindZones, []string{"number=2025版|zone=第一责任区|leader=张三|school=一小|inspectors=张三、李四|plateOn=2025.9.10", "number=2025版|zone=第一责任区|leader=张三|school=示例县东门幼儿园|inspectors=李四",
		"number=2025版|zone=第二责任区|leader=李四|school=示例县城关中学|inspectors=李四、张三"}, "+3 ~0 =0 !0"},
	{office.KindVisits, []string{"date=2026.3.12|session=上|school=一小|inspectors=张三、李四|kind=常规|matters=校园安全、食堂、食品、饮水及宿舍卫生情况|methods=听课、查阅资料5份|lessonCount=2节|content=查看食堂|problems=留样不足|disposal=一般|dueOn=5天",
		"date=20260313|school=示例县东门幼儿园|inspectors=李四|companions=王五、张三|matters=安全管理", "date=2026年3月14日|school=示例县城关中学|inspectors=李四|problems=无|disposal=无"}, "+3 ~0 =0 !0"},
	{office.KindFindings, []string{"number=县整改〔2026〕1号|school=一小|foundOn=2026-03-12|content=消防通道堆物|level=严重|matter=校园安全|dueOn=2026-03-20", "school=示例县城关中学|foundOn=2026-03-14|content=课表未公示|level=小问题|state=现场整改"}, "+2 ~0 =0 !0"},
	{office.KindLessons, []string{"date=2026-03-12|school=一小|class=三（2）班|subject=语文|teacher=赵六|inspectors=张三|rating=4"}, "+1 ~0 =0 !0"},
	{office.KindComplaints, []string{"receivedOn=2026.3.5|receivedAt=8点半|name=王示例|gender=女|school=一小家长|phone=13800000005|content=反映食堂饭菜凉|recorder=张三|handler=李四|matter=食品|answer=已到校查看|answerWay=当面",
		"number=县诉〔2026〕3号|receivedOn=2026-03-06|school=县教育局学前股|content=询问普惠认定|kind=咨询类|channel=来电",
		"receivedOn=2026-03-09|name=匿名|school=示例县城关中学|content=反映教师有偿补课，联系 13800000006|kind=重大|channel=信件|state=处理中|department=监察室"}, "+3 ~0 =0 !0"},
	{office.KindTrainings, []string{"name=张三|training=2025年秋季督学集中培训|date=2025.11.6|endsOn=2025-11-08|hours=24|level=县|form=集中培训|certificate=PX-001", "name=李四|training=省级督学网络研修|date=2025-12-01|hours=16学时|level=省|form=线上"}, "+2 ~0 =0 !0"},
}

func countyStore(t *testing.T) *Store {
	s := openTest(t)
	for _, l := range countyLists {
		r := bring(t, s, reading(t, l.kind, l.rows...), ImportOptions{File: "a.xlsx"})
		if got := tally(r); got != l.want {
			t.Fatalf("%s: %s, want %s: %+v", l.kind, got, l.want, r.Verdicts)
		}
	}
	return s
}

func TestListsComeInAndAreTheSameTheSecondTime(t *testing.T) {
	s := countyStore(t)
	f := must[VisitForm](t)(s.Visit(1))
	if v := f.Visit; v.Session != "上午" || v.Kind != "经常性督导" || len(v.Companions) != 1 || !reflect.DeepEqual(v.Matters, []int64{6, 7}) || v.Disposal != 2 ||
		!reflect.DeepEqual(v.Methods, []office.MethodUse{{Method: "随机听课", Count: 2}, {Method: "查阅资料", Count: 5}}) {
		t.Errorf("visit: %+v", v)
	}
	if len(f.Findings) != 2 || f.Findings[0].DueOn != "2026-03-17" || f.Findings[0].Content != "留样不足" {
		t.Errorf("findings: %+v", f.Findings)
	}
	if v := must[VisitForm](t)(s.Visit(2)).Visit; v.Escorts != "王五" || len(v.Companions) != 1 {
		t.Errorf("who went along: %+v", v)
	}
	if a := must[[]AssignmentRow](t)(s.ResponsibleOn(1, "2026-03-12")); len(a) != 2 || a[0].Inspector != "张三" || a[0].PlateOn != "2025-09-10" {
		t.Errorf("assignments: %+v", a)
	}
	before := dump(t, s)
	for _, l := range countyLists[2:] { // schools name the zone and inspectors of before the zones came
		r := bring(t, s, reading(t, l.kind, l.rows...), ImportOptions{})
		if r.Unchanged != r.Read || r.ID != 0 {
			t.Errorf("%s again: %s %+v", l.kind, tally(r), r.Verdicts)
		}
	}
	if dump(t, s) != before {
		t.Error("importing the same again changed records")
	}
}

func TestExportedListChangesNothing(t *testing.T) {
	s := countyStore(t)
	before := dump(t, s)
	for _, l := range countyLists {
		r := bring(t, s, returned(t, s, l.kind), ImportOptions{})
		if r.Unchanged != r.Read || r.Read < len(l.rows) || r.ID != 0 {
			t.Errorf("%s: %s %+v", l.kind, tally(r), r.Verdicts)
		}
	}
	if dump(t, s) != before {
		t.Error("records changed")
	}
}

func TestReturnedListUpdatesAndNeverDoubles(t *testing.T) {
	s := countyStore(t)
	r := returned(t, s, office.KindSchools)
	l := &r.Layout
	rows := r.Tables[0].Rows
	set := func(row int, key, text string) { rows[row].Cells[l.Index(key)].Text = text }
	set(0, "name", "示例县第一实验小学") // renamed: the hidden id finds it
	set(0, "town", "")
	set(1, "students", "八百")
	set(2, "principal", "钱七")
	before := must[SchoolPage](t)(s.Schools(ListQuery{}, office.Period{})).Total
	out := bring(t, s, r, ImportOptions{})
	if tally(out) != "+0 ~2 =0 !1" || out.Verdicts[1].Faults[0].Field != "students" {
		t.Fatalf("%s %+v", tally(out), out.Verdicts)
	}
	if after := must[SchoolPage](t)(s.Schools(ListQuery{}, office.Period{})).Total; after != before {
		t.Errorf("%d schools, were %d", after, before)
	}
	other := openTest(t)
	if out := bring(t, other, r, ImportOptions{}); out.Failed != 3 || !strings.Contains(out.Verdicts[0].Reason, "别的督导室") {
		t.Errorf("a sheet of another office: %+v", out.Verdicts)
	}
}

func TestUndoOfAnImportGivesTheSameDump(t *testing.T) {
	s := openTest(t)
	must[string](t)(s.OfficeUID()) // given once, no part of any import
	for i, l := range countyLists {
		before := dump(t, s)
		r := bring(t, s, reading(t, l.kind, l.rows...), ImportOptions{})
		if u := must[UndoResult](t)(s.Undo(r.ID)); len(u.Kept) > 0 || u.Removed < len(l.rows) && l.kind != office.KindZones {
			t.Errorf("%s: undo %+v", l.kind, u)
		}
		if after := dump(t, s); after != before {
			t.Errorf("%s: undo left %s", l.kind, firstDifference(before, after))
		}
		if i < len(countyLists)-1 {
			bring(t, s, reading(t, l.kind, l.rows...), ImportOptions{})
		}
	}
}

// firstDifference returns the first line of b that a does not have there.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range y {
		if i >= len(x) || x[i] != y[i] {
			return y[i]
		}
	}
	return "less"
}

func TestUndoOfAnImportKeepsWhatWasEditedSince(t *testing.T) {
	s := openTest(t)
	r := bring(t, s, reading(t, office.KindSchools, countyLists[1].rows...), ImportOptions{})
	sc := must[office.School](t)(s.School(2))
	sc.Principal = "孙八"
	must[office.School](t)(s.SaveSchool(sc))
	u := must[UndoResult](t)(s.Undo(r.ID))
	if u.Removed != 2 || len(u.Kept) != 1 || u.Kept[0].Title != "示例县东门幼儿园" {
		t.Errorf("undo: %+v", u)
	}
}

// randomVisits makes rows of which some are at fault, some there already and
// some said twice.
func randomVisits(r *rand.Rand, n int) []string {
	pick := func(options ...string) string { return options[r.IntN(len(options))] }
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf("date=%s|session=%s|school=%s|inspectors=%s|matters=%s|methods=%s|lessonCount=%s|problems=%s|disposal=%s|dueOn=%s",
			pick("2026-03-"+fmt.Sprint(1+r.IntN(19)), "2026.2.30", "5月6日", "2026年1月8日", ""), pick("上午", "下午", "", "半夜"),
			pick("一小", "示例县东门幼儿园", "示例县城关中学", "不知道小学"), pick("张三", "李四、张三", "张伟", "无名氏", ""),
			pick("校园安全", "安全管理", "什么", ""), pick("听课", "查阅资料、跳舞", ""), pick("", "2", "两节", "多"),
			pick("", "无", "有问题"), pick("", "一般", "严重问题", "特别大"), pick("", "5天", "2026-04-01", "很快"))
	}
	return rows
}

func TestRehearsalVerdictIsTheWriteVerdict(t *testing.T) {
	s := countyStore(t)
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 6 {
		rows := randomVisits(random, 60)
		before := dump(t, s)
		rehearsed := bring(t, s, reading(t, office.KindVisits, rows...), ImportOptions{Rehearse: true})
		if rehearsed.ID != 0 || dump(t, s) != before {
			t.Fatal("the rehearsal wrote")
		}
		whole := bring(t, s, reading(t, office.KindVisits, rows...), ImportOptions{AllOrNothing: true})
		if whole.Failed == 0 || whole.ID != 0 || dump(t, s) != before {
			t.Fatal("all or nothing wrote a part")
		}
		written := bring(t, s, reading(t, office.KindVisits, rows...), ImportOptions{})
		if written.Added == 0 && round == 0 || written.Failed == 0 {
			t.Fatalf("a poor sample: %s", tally(written))
		}
		for i, v := range written.Verdicts {
			w := rehearsed.Verdicts[i]
			v.RecordID, w.RecordID = 0, 0
			if !reflect.DeepEqual(v, w) {
				t.Errorf("round %d row %d: rehearsed %+v, written %+v", round, i, w, v)
			}
		}
		if round%2 == 1 && written.ID != 0 {
			must[UndoResult](t)(s.Undo(written.ID))
			if dump(t, s) != before {
				t.Errorf("round %d: undo left something", round)
			}
		}
	}
}

func TestFaultsSayWhatToDo(t *testing.T) {
	s := countyStore(t)
	for _, c := range []struct{ kind, row, field, want string }{
		{"visits", "date=2026-03-01|school=第一小|inspectors=张三", "school", "示例县第一小学"},
		{"visits", "date=2026-03-01|school=一小|inspectors=张伟", "inspectors", "2 名督学叫“张伟”"},
		{"visits", "date=2026-12-01|school=一小|inspectors=张三", "date", "今天之后"},
		{"visits", "date=2026-03-01|school=一小|inspectors=张三|matters=跑步", "matters", "校园安全"},
		{"visits", "date=2026-03-13|school=示例县东门幼儿园|inspectors=李四|dueOn=2026-05-01", "dueOn", "问题台账"},
		{"findings", "number=WT2026-0001|school=示例县城关中学|foundOn=2026-03-01|content=x|level=一般", "number", "另一所学校"},
		{"findings", "school=一小|foundOn=2026-03-01|content=x|level=一般|state=已整改", "closedOn", "销号日期"},
		{"inspectors", "name=赵九|mobile=1380000000", "mobile", "11 位"},
		{"inspectors", "name=赵九|certificate=DX001", "certificate", "张三"},
		{"schools", "name=新学校|kind=小学|code=2143000001|openedOn=2030|closedOn=2020-01-01", "openedOn", "日期"},
	} {
		r := bring(t, s, reading(t, office.Kind(c.kind), c.row), ImportOptions{Rehearse: true})
		v := r.Verdicts[0]
		if v.State != office.RowFailed || len(v.Faults) == 0 || v.Faults[0].Field != c.field || !strings.Contains(v.Faults[0].Message, c.want) {
			t.Errorf("%s: %+v", c.row, v)
		}
	}
	late := bring(t, s, reading(t, office.KindVisits, "date=2026-03-02|school=一小|inspectors=张三|problems=x|disposal=一般|dueOn=2026-03-01", "date=2026-03-02|school=一小|inspectors=张三|content=好"), ImportOptions{})
	if tally(late) != "+1 ~0 =0 !1" || late.Verdicts[0].Faults[0].Field != "dueOn" {
		t.Errorf("a row that failed left something: %+v", late.Verdicts)
	}
	own := bring(t, s, reading(t, office.KindFindings, "number=WT2026-0100|school=一小|foundOn=2026-03-01|content=x|level=一般"), ImportOptions{})
	next := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: 1, FoundOn: "2026-03-02", Content: "y", Level: 2}))
	if own.Added != 1 || next.Number != "WT2026-0101" {
		t.Errorf("a number brought in may be given again: %s", next.Number)
	}
	r := bring(t, s, reading(t, office.KindVisits, "date=2026-03-01|school=第一小|inspectors=张三"), ImportOptions{Rehearse: true})
	if len(r.Questions) != 1 || r.Questions[0].Candidates[0].Name != "示例县第一小学" {
		t.Errorf("questions: %+v", r.Questions)
	}
}

func TestASchoolFoundByItsCodeIsRenamedAndSaidSo(t *testing.T) {
	s := countyStore(t)
	out := bring(t, s, reading(t, office.KindSchools, "name=示例县新桥小学|kind=小学|code=2143000001"), ImportOptions{Rehearse: true})
	if v := out.Verdicts[0]; v.State != office.RowUpdated || !strings.Contains(v.Reason, "学校名称（示例县第一小学→示例县新桥小学）") || !strings.Contains(strings.Join(v.Warnings, ""), "标识码与示例县第一小学相同") {
		t.Errorf("%+v", v)
	}
	twice := bring(t, s, reading(t, office.KindSchools, "name=一小|kind=小学", "name=示例县第一小学|kind=初中"), ImportOptions{Rehearse: true})
	if v := twice.Verdicts[1]; v.State != office.RowFailed || !strings.Contains(v.Reason, "是同一所学校（示例县第一小学）") {
		t.Errorf("%+v", v)
	}
}
