package desk

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

func got[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// caseDesk is a desk whose visit found a problem twice: on 2 and on 12 March, the
// second time with a 整改通知书 that the school has signed for and two rounds.
func caseDesk(t *testing.T) (d *Desk, n office.Notice, f office.Finding) {
	t.Helper()
	d, _, form := reportDesk(t)
	s := d.Screens()
	set := got[office.Settings](t)(d.store.Settings())
	set.DocWord, set.Phone = "示教督", "0000-1234567"
	set.Papers = []office.PaperSetting{{Form: office.FormRectify, Pattern: "{字}改〔{年}〕{号}号", CopyTo: "示例镇中心学校", Copies: 2, RedHead: true}}
	if err := s.Settings.Save(set); err != nil {
		t.Fatal(err)
	}
	f = form.Findings[0]
	got[office.Finding](t)(s.Findings.Save(office.Finding{SchoolID: f.SchoolID, FoundOn: "2026-03-02", Content: "食堂无留样", Level: 4, MatterID: 7}))
	n = got[office.Notice](t)(s.Notices.Save(got[office.Notice](t)(s.Notices.Draft(store.NoticeDraft{Kind: office.NoticeRectify, Findings: []int64{f.ID}}))))
	got[NoticeForm](t)(s.Notices.Issue(store.NoticeIssue{ID: n.ID, Date: "2026-03-13", Signer: "甲某某"}))
	got[NoticeForm](t)(s.Notices.SaveStep(store.NoticeStep{ID: n.ID, Step: "签收", On: "2026-03-14", By: "乙某某", Way: "当面送达"}))
	act := func(action string, r office.Round, next office.Date) {
		t.Helper()
		now := got[office.Finding](t)(d.store.Finding(f.ID))
		if err := d.store.SaveRound(store.RoundInput{FindingID: f.ID, Action: action, Round: r, NextDueOn: next, UpdatedAt: now.UpdatedAt}); err != nil {
			t.Fatal(err)
		}
	}
	act(office.ActReport, office.Round{ReportedOn: "2026-03-18", Report: "已购置留样冰箱"}, "")
	act(office.ActRecheck, office.Round{RecheckOn: "2026-03-20", RecheckerID: form.Visit.InspectorID, RecheckWay: "现场", Verdict: "部分整改", Recheck: "标签不全", Advice: "补齐标签"}, "2026-03-27")
	act(office.ActReport, office.Round{ReportedOn: "2026-03-26", Report: "标签已补齐"}, "")
	return d, got[office.Notice](t)(d.store.Notice(n.ID)), got[office.Finding](t)(d.store.Finding(f.ID))
}

// TestFormsOfACase prints the papers of one finding from the records and reads
// them again.
func TestFormsOfACase(t *testing.T) {
	t.Parallel()
	d, n, f := caseDesk(t)
	for _, c := range []struct {
		form, id string
		says     []string
	}{
		{office.FormRectify, n.Number, []string{"示教督改〔2026〕1号", "关于示例县第一小学督导发现问题的限期整改通知书", "示例县第一小学：", "责任督学王示例到你校开展经常性督导（督导记录", "食堂留样不足48小时。",
			"食品卫生方面的问题（" + f.Number + "）系第2", "自本通知下发之日起5个工作日内，至2026年3月20日止", "抄送：示例镇中心学校。", "送达回证", "☑当面送达", "2026年3月14日", n.Number}},
		{office.FormRectify, n.DocNumber, []string{"送达回证", "在期限内完成"}},
		{"handling", f.Number, []string{"第一轮整改", "示教督改〔2026〕1号", "已购置留样冰箱", "☑部分整改", "第二轮整改（核查不到位", "标签已补齐", "第2次"}},
		{"recheck", f.Number, []string{"第二轮", "标签已补齐", "□已整改"}},
		{"recheck", f.Number + "/1", []string{"第一轮", "标签不全", "☑部分整改", "☑现场", "2026年3月27日"}},
		{office.FormFeedback, "1", []string{"督导反馈单", "食品卫生", "一般问题", "第2次", "2026-03-27", "学校、责任督学、督导室各存一份"}},
		{"visit", "1", []string{"第2次"}},
		{"ledger", "2026-03", []string{"示例县督导问题整改台账", "（2026年3月）", f.Number, "第2次", "市、县（区）：示例县", "合计：问题2个"}},
		{"ledger", "2026-03/第一责任区", []string{"示例县第一责任区督导问题整改台账", "合计：问题2个"}},
		{"ledger", "2026-04", []string{"合计：问题0个", "另有以前发现、至今未销号的问题2个"}},
		{"ledger", "all", []string{"截至", "合计：问题2个"}},
	} {
		file := filepath.Join(t.TempDir(), "纸.pdf")
		if _, err := d.PrintForm(c.form, c.id, file); err != nil {
			t.Errorf("%s %s: %v", c.form, c.id, err)
			continue
		}
		text := pdfText(t, file)
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s %s lacks %q:\n%s", c.form, c.id, want, text)
			}
		}
	}
	got[SavedFile](t)(d.PrintForm("ledger", "2026-03", filepath.Join(t.TempDir(), "台账.xlsx")))
}

// TestEveryKindOfNoticePrints drafts a paper of each kind and prints the draft,
// whose 文号 is still open, and the voided one.
func TestEveryKindOfNoticePrints(t *testing.T) {
	t.Parallel()
	d, _, f := caseDesk(t)
	s := d.Screens()
	for _, k := range office.NoticeKinds {
		n := got[office.Notice](t)(s.Notices.Draft(store.NoticeDraft{Kind: k.Kind, Findings: []int64{f.ID}}))
		n = got[office.Notice](t)(s.Notices.Save(n))
		form := office.NoticeForm(k.Kind)
		file := filepath.Join(t.TempDir(), "纸.pdf")
		if _, err := d.PrintForm(form, n.Number, file); err != nil {
			t.Errorf("%s: %v", k.Kind, err)
			continue
		}
		if text := pdfText(t, file); !strings.Contains(text, "食堂留样不足48小时") || strings.Count(text, "食堂留样不足48小时") > 2 {
			t.Errorf("%s: the problem stands %d times on it:\n%s", k.Kind, strings.Count(text, "食堂留样不足48小时"), text)
		}
		for _, other := range office.PaperForms {
			if other.Notice == "" || other.Form == form {
				continue
			}
			if _, err := d.PrintForm(other.Form, n.Number, file); office.CodeOf(err) != office.CodeInvalid {
				t.Errorf("%s printed as %s: %v", k.Kind, other.Form, err)
			}
		}
	}
}

func TestFormsOfAVisitsParts(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	form.Lessons = []office.LessonObservation{{SchoolID: form.Visit.SchoolID, InspectorID: form.Visit.InspectorID, Date: form.Visit.Date, Class: "三（2）班", Subject: "数学", Teacher: "𬭊某某", Rating: 4}}
	form.Inquiries = []office.Inquiry{{SchoolID: form.Visit.SchoolID, Date: form.Visit.Date, Kind: "问卷", Audience: "家长", People: 80, Returned: 60}}
	form = got[VisitForm](t)(d.Screens().Visits.Save(form))
	for key, says := range map[string][]string{"lesson": {"听课记录表", "𬭊某某", "☑4分", "王示例", form.Visit.Number}, "inquiry": {"问卷调查记录", "75%", "家长", form.Visit.Number}} {
		file := filepath.Join(t.TempDir(), "纸.pdf")
		got[SavedFile](t)(d.PrintForm(key, "1", file))
		text := pdfText(t, file)
		for _, want := range says {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q", key, want)
			}
		}
	}
}

// A wrong id of a form is answered in words, and every form has them.
func TestFormsOfNothing(t *testing.T) {
	t.Parallel()
	d, _, _ := reportDesk(t)
	for _, f := range Forms() {
		for _, id := range []string{"", "0", "999", "没有", "WT2026-9999/2", "2026-13"} {
			if id == "" && (slices.Contains([]string{"ledger", "alerts", "exchange", "training_hours", "retention_table", "loan_register", "transfer_due", "expiry_due", "outgoing"}, f.Key) || f.Kind == "zone") { // all of it, as of today
				continue
			}
			_, err := d.PrintForm(f.Key, id, filepath.Join(t.TempDir(), "纸.pdf"))
			if code := office.CodeOf(err); code == office.CodeInternal || err == nil && !slices.Contains([]string{"month", "statistics", "ledger"}, f.Key) {
				t.Errorf("%s of “%s”: %v", f.Key, id, err)
			}
		}
	}
}
