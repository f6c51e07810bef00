package desk

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
)

// TestFormsLieWell: nothing of a form is cut, lost, divided or stands over another
// thing, whether it is filled, empty or as long as its records may be.
func TestFormsLieWell(t *testing.T) {
	t.Parallel()
	for name, d := range formFixtures(t) {
		pages := papertest.Sound(t, name, d)
		text := papertest.Whole(pages)
		if d.Code == "" != (strings.HasSuffix(name, "empty") || strings.HasPrefix(name, "ledger")) {
			t.Errorf("%s: its code is %q", name, d.Code)
		}
		rare := strings.Contains(text, rareTeacher) || strings.Contains(text, rareInspector)
		if strings.HasSuffix(name, "filled") && !rare {
			t.Errorf("%s: the rare characters of its names are not on it", name)
		}
		if !strings.HasSuffix(name, "long") && len(pages) > 4 {
			t.Errorf("%s: %d pages", name, len(pages))
		}
	}
}

// The heads of long tables stand on every page that has rows of theirs.
func TestHeadsOfLongTables(t *testing.T) {
	t.Parallel()
	all := formFixtures(t)
	for name, c := range map[string]struct{ head, row string }{"ledger": {"整改编号", "WT2026-"}, "feedback": {"整改时限", "2026-03-19"}, "reminder": {"期限", "2026-03-19"}} {
		for i, p := range papertest.Sound(t, name, all[name+" long"]) {
			if papertest.On(p, c.row) && !papertest.On(p, c.head) {
				t.Errorf("%s, page %d: rows without their head", name, i+1)
			}
		}
	}
}

func TestLedgerSums(t *testing.T) {
	t.Parallel()
	text := papertest.Whole(papertest.Sound(t, "ledger", formFixtures(t)["ledger long"]))
	for _, want := range []string{"第3次", "▲14", "合计：问题61个，其中已销号12个、现场整改12个、未销号37个", "到期应整改61个，到期已整改24个，整改率39.3%", "填表人："} {
		if !strings.Contains(text, want) {
			t.Errorf("the ledger lacks %q", want)
		}
	}
}

// The people and schools of these forms are made up; their names hold characters
// that few fonts have.
const (
	rareInspector = "䶮㛃"
	rareTeacher   = "𬭊某某"
)

// formFacts are the facts of a form: of an office that has set everything, or of
// one that has set nothing.
func formFacts(full bool) report.Facts {
	set := office.DefaultSettings()
	f := report.Facts{Matters: office.DefaultMatters}
	if full {
		set.OfficeName, set.CountyName, set.DocWord, set.Phone, set.Sample = "示例县人民政府教育督导室", "示例县", "示教督", "0000-1234567", true
		f.School = office.School{ID: 1, Name: "示例县第一小学", Kind: "小学", Principal: rareTeacher, Phone: "0000-7654321"}
		f.Zone = "第一责任区"
		f.Term = office.Term{ID: 1, SchoolYear: "2025-2026", Number: 2}
		f.Repeats = map[int64]int{1: 1, 2: 3}
	}
	f.Settings = set
	return f
}

func formVisit() office.Visit {
	return office.Visit{ID: 1, Number: "JL2026-0012", Date: "2026-03-12", Session: "上午", Kind: "经常性督导", Highlights: "课后服务按年级分层设计，家长参与食堂陪餐并有记录。",
		Problems: "1.食堂留样不足48小时\n2.校门口无护学岗标识", Advice: "食堂留样逐项填写，明确专人负责；校门口设置护学岗标识，并报属地公安部门。",
		FeedbackOn: "2026-03-12", Attendees: "校长𬭊某某，副校长乙某某，教导主任丙某某，总务主任丁某某", Matters: []int64{6, 7}, Disposal: 2}
}

func formFindings(n, length int) []office.Finding {
	texts := []string{"食堂留样不足48小时，留样时间和留样人没有逐项填写", "东侧楼道灭火器检查卡最近一次填写为上年12月", "部分班级书面作业总量偏多，没有作业公示"}
	out := []office.Finding{}
	for i := range n {
		text := texts[i%len(texts)]
		if length > 0 {
			text = strings.Repeat(text+"，", length/len([]rune(text))+1)
			text = string([]rune(text)[:length])
		}
		f := office.Finding{ID: int64(i + 1), Number: fmt.Sprintf("WT2026-%04d", i+1), SchoolID: 1, FoundOn: "2026-03-12", Source: "经常性督导", MatterID: int64(8 - i%3), Content: text,
			Level: []int{2, 5, 4}[i%3], Measures: "逐项整改，明确专人", Unit: "总务处", Person: rareTeacher, DueOn: "2026-03-19", State: []string{office.FindingPending, office.FindingWorking, office.FindingReported, office.FindingClosed, office.FindingOnSpot}[i%5]}
		f.Normalize()
		if f.State == "已销号" {
			f.ReportedOn, f.RecheckOn, f.Recheck, f.ClosedOn = "2026-03-18", "2026-03-20", "已整改", "2026-03-20"
		}
		out = append(out, f)
	}
	return out
}

func formNotice(kind string) office.Notice {
	return office.Notice{ID: 1, Kind: kind, Number: "ZG2026-0003", DocNumber: "示教督改〔2026〕3号", Date: "2026-03-12", SchoolID: 1, InspectorID: 1,
		Department: "县教育局安全科", CopyTo: "县教育局，示例镇中心学校", Source: "经常性督导", Title: "食堂留样和消防器材管理问题",
		Body: "学校对上次反馈的同类问题没有建立台账，负责人为" + rareTeacher + "。", Basis: "（示例依据）本县食堂管理规定有关条款。", Request: "一是当日起按要求留样并逐项登记。\n二是本周内完成全部灭火器检查并补填检查卡。",
		Days: 5, DaysUnit: office.DaysWorking, DueOn: "2026-03-19", Signer: "甲某某", MeetAt: "2026-03-16 09:00", Place: "督导室二楼会议室",
		Attendees: "督导室甲某某、责任督学" + rareInspector, Person: rareTeacher, Measure: "约谈并责令书面检查", State: "下发", Steps: []office.Step{
			{Step: "登记", On: "2026-03-12", By: "丙某某"}, {Step: "送科室", On: "2026-03-12", By: "丙某某", Way: "当面送达"},
			{Step: "批示", On: "2026-03-13", By: "甲某某", Text: "请安全科会同学校两周内整改到位，督导室跟踪。"},
			{Step: "承办", On: "2026-03-14", By: "丁某某", Text: "已到校核实，与学校商定整改办法。"},
			{Step: "结果", On: "2026-03-26", By: "丁某某", Text: "留样冰箱已更换，灭火器已全部检查。"},
			{Step: "签收", On: "2026-03-13", By: rareTeacher, Way: "当面送达"}, {Step: "送达", On: "2026-03-13", By: rareTeacher, Way: "邮寄送达"},
			{Step: "答复", On: "2026-03-27", By: "戊某某", Way: "书面", Text: "已按要求办理，以后每月抽查一次。"},
			{Step: "跟踪", On: "2026-04-02", By: rareInspector, Text: "到校查看，措施已落实。"},
			{Step: "约谈", On: "2026-03-16", By: "甲某某", Text: "指出问题的严重性，要求学校主要负责人负总责。"}, {Step: "决定", On: "2026-03-30", By: "甲某某"},
			{Step: "办结", On: "2026-04-05", Text: "学校承诺一周内全部整改，已兑现。"}, {Step: "归档", On: "2026-04-06", By: "己某某"}}}
}

func formRounds() []office.Round {
	return []office.Round{
		{ID: 1, FindingID: 1, Number: 1, NoticeID: 1, Opened: "首次整改", IssuedOn: "2026-03-12", DueOn: "2026-03-19", ReceivedOn: "2026-03-13", ReceivedBy: rareTeacher,
			ReportedOn: "2026-03-18", Report: "已购置专用留样冰箱，制定留样登记制度，由专人逐餐登记。", RecheckOn: "2026-03-20", RecheckBy: rareInspector, RecheckWay: "现场",
			Recheck: "抽查五日留样，两餐缺留样人签名。", Verdict: "部分整改", Advice: "补齐签名，校长每周抽查。"},
		{ID: 2, FindingID: 1, Number: 2, Opened: "核查不到位", Reason: "留样签名仍有缺漏", DueOn: "2026-03-27", ReportedOn: "2026-03-26", Report: "已逐餐签名，校长每周抽查并记录。",
			RecheckOn: "2026-03-30", RecheckBy: rareInspector, RecheckWay: "现场", Recheck: "抽查七日留样，记录完整。", Verdict: "已整改", Advice: "长期坚持。", Proof: "整改盒第3件", ClosedOn: "2026-03-30"},
	}
}

// formFixtures are all forms: filled, empty, and as long as the records may be.
func formFixtures(t testing.TB) map[string]doc.Document {
	t.Helper()
	out := map[string]doc.Document{}
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, image.NewGray(image.Rect(0, 0, 80, 60)), nil); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("督导发现的问题须逐项整改到位，", 280)[:4000*3]
	for _, size := range []string{"filled", "empty", "long"} {
		facts, visit, findings, rounds := formFacts(size != "empty"), formVisit(), formFindings(2, 0), formRounds()
		lesson := office.LessonObservation{ID: 3, SchoolID: 1, InspectorID: 1, Date: "2026-03-12", Class: "三年级（2）班", Subject: "数学", Teacher: rareTeacher, Topic: "分数的初步认识", Period: "第2节",
			LessonType: "新授课", Process: "复习旧知，情境导入，分组操作，交流汇报，巩固练习。", Rating: 4, Evaluation: "目标明确，学生参与面广。", Highlights: "学具使用充分。", Advice: "练习分层再细一些。", FeedbackTo: "任课教师", Signed: true}
		inquiry := office.Inquiry{ID: 4, SchoolID: 1, Date: "2026-03-12", Kind: "问卷", Audience: "三至六年级学生家长", People: 120, Returned: 113, Outline: "作业时间、睡眠、食堂满意度。", Result: "对食堂满意的占92%。"}
		photos := []doc.Photo{{Data: picture.Bytes(), Caption: "整改后的留样冰箱"}}
		switch size {
		case "empty":
			visit, findings, rounds = office.Visit{}, nil, nil
			lesson, inquiry, photos = office.LessonObservation{}, office.Inquiry{}, nil
		case "long":
			visit.Highlights, visit.Advice, visit.Attendees = long, long, strings.Repeat("副校长乙某某，", 30)
			findings = append(formFindings(60, 0), formFindings(1, 4000)...)
			lesson.Process, lesson.Evaluation, inquiry.Outline, inquiry.Result = long, long, long, long
			rounds[0].Report, rounds[1].Recheck, rounds[1].Advice = long, long, long
		}
		out["feedback "+size] = report.FeedbackPaper{Facts: facts, Visit: visit, Inspector: rareInspector, Companions: []string{"李某某"}, Findings: findings}.Document()
		out["lesson "+size] = report.LessonPaper{Facts: facts, Lesson: lesson, Number: visit.Number, Inspector: rareInspector}.Document()
		out["inquiry "+size] = report.InquiryPaper{Facts: facts, Inquiry: inquiry, Number: visit.Number, Inspector: rareInspector}.Document()
		talk := inquiry
		talk.Kind, talk.Audience = "座谈", "教师代表"
		out["inquiry talk "+size] = report.InquiryPaper{Facts: facts, Inquiry: talk, Number: visit.Number, Inspector: rareInspector}.Document()
		called := formComplaint(size, long)
		out["complaint "+size], out["complaint special "+size] = called.Register(), called.Special()
		for _, k := range office.NoticeKinds {
			n := formNotice(k.Kind)
			switch size {
			case "empty":
				n = office.Notice{Kind: k.Kind}
			case "long":
				n.Body, n.Request, n.Basis = long, long, long
				for i := range n.Steps {
					n.Steps[i].Text = long[:900*3]
				}
			}
			p := report.NoticePaper{Facts: facts, Notice: n, Visit: visit, Inspector: rareInspector, Findings: findings}
			out[office.NoticeForm(k.Kind)+" "+size] = p.Document()
			if size == "filled" {
				n.State, n.VoidReason = office.NoticeVoid, "文号编错"
				for _, f := range office.PaperForms {
					p.Settings.Papers = append(p.Settings.Papers, office.PaperSetting{Form: f.Form, Pattern: f.Pattern, RedHead: !f.RedHead, Copies: 9})
				}
				p.Notice = n
				out[office.NoticeForm(k.Kind)+" void"] = p.Document()
			}
		}
		c := report.CasePaper{Facts: facts, Visit: visit, Inspector: rareInspector, Rounds: rounds, Photos: photos, Notices: map[int64]office.Notice{1: formNotice(office.NoticeRectify)}}
		if len(findings) > 0 {
			c.Finding = findings[len(findings)-1]
		}
		last, _ := c.Round(0)
		out["handling "+size], out["recheck "+size] = c.Handling(), c.Recheck(last)
		out["ledger "+size] = report.LedgerPaper{Facts: facts, Span: "2026年3月", Findings: findings, Schools: map[int64]string{1: "示例县第一小学"}, Today: "2026-04-02"}.Document()
	}
	return out
}

// formComplaint is a special complaint as its papers show it.
func formComplaint(size, long string) report.ComplaintPaper {
	p := report.ComplaintPaper{School: "示例县第一小学", Zone: "第一责任区", Matter: "食品卫生", Finding: "WT2026-0001", Complaint: office.Complaint{Number: "TS2026-0001", ReceivedOn: "2026-03-09", ReceivedAt: "09:15",
		Channel: "电话", Name: rareTeacher, Gender: "女", Identity: "家长", Phone: "13800005678", SchoolID: 1, Kind: "特殊", Content: "食堂午餐有异味。", Recorder: rareInspector, Handler: rareInspector,
		Department: "示例县教育局基建后勤股", Result: "已更换供货商。", Answer: "已当面答复。", AnswerWay: "面谈", AnsweredOn: "2026-03-16", State: "办结", ClosedOn: "2026-03-16",
		Steps: []office.Step{{Step: "督导室建议", On: "2026-03-09", By: rareInspector, Text: "请科室核实。"}, {Step: "领导批示", On: "2026-03-10", By: "示例领导", Text: "从速核实。"}}}}
	switch size {
	case "empty":
		p = report.ComplaintPaper{Complaint: office.Complaint{Kind: "特殊"}}
	case "long":
		p.Complaint.Content, p.Complaint.Result, p.Complaint.Answer, p.Complaint.Steps[0].Text = long, long, long, long
	}
	return p
}
