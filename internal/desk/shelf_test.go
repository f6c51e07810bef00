package desk

import (
	"archive/zip"
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
	"dudao/internal/store"
)

// shelfPapers are the papers of the shelf, filled with n lines and texts of the
// length.
func shelfPapers(n int, text, who string) map[string]doc.Document {
	set := office.Settings{OfficeName: "示例县人民政府教育督导室", FondsNumber: "S001", FondsName: "示例县教育局"}
	day := office.Date("2026-03-12")
	count, going, entries, sound := []report.CountLine{}, []report.GoingLine{}, []report.LoanEntry{}, []office.SoundRow{}
	for i := range n {
		a := office.ArchiveItem{ID: int64(i + 1), Code: "S001-WS·2025-D30-DD-0001", Title: "关于" + text, DocNumber: "示教督〔2025〕1号", Author: "示例县教育督导室", DatedOn: day, Year: 2025, Number: i + 1, Retention: office.Keep30, Pages: 4}
		count = append(count, report.CountLine{Item: a, Box: "2025年 第12盒", Result: office.CountResults[i%3], Borrower: who, On: day, By: who})
		going = append(going, report.GoingLine{Item: a, Box: "2025年 第12盒", Files: 2, Until: "2055-12-31",
			DisposalItem: office.DisposalItem{Outcome: []string{office.OutcomeTransfer, office.OutcomeKeep, office.OutcomeDestroy}[i%3], Reason: text}})
		entries = append(entries, report.LoanEntry{Code: a.Code, Title: a.Title, Box: "2025年 第12盒", Items: 1,
			Loan: office.ArchiveLoan{Number: "DJ2026-0001", ItemID: 1, Borrower: who, Unit: text, Phone: "13800009999", Purpose: text, LentOn: day, DueOn: day.AddDays(15), LentBy: who, Note: text}})
		sound = append(sound, office.SoundRow{Code: a.Code, Title: a.Title, Files: 2, Bytes: 1 << 20, Faults: []office.SoundFault{{Group: office.SoundSafe, File: "扫描.pdf", Text: text}}})
	}
	d := office.Disposition{Number: "YJ2026-0001", MadeOn: day, DueBy: day, Receiver: who, Handler: who, Members: who, Approver: who, Opinion: text, Note: text, DoneOn: day}
	if n == 0 {
		d = office.Disposition{}
		entries = append(entries, report.LoanEntry{})
	}
	p := report.DisposalPaper{Settings: set, Disposal: d, Lines: going}
	box := report.CountBox{ArchiveBox: office.ArchiveBox{ID: 12, Number: "12", Year: 2025, Retention: office.Keep30, Unit: "DD"}, Lines: count}
	return map[string]doc.Document{
		"stocktake_list":   report.CountList{Settings: set, Boxes: []report.CountBox{box, box}}.Document(),
		"stocktake_result": report.CountResult{Settings: set, Scope: "2025年度", Boxes: 3, Untouched: 1, Found: n, Unmarked: 2, Missing: count, Lent: count, Stocktake: office.Stocktake{Number: "QD2026-0001", StartedOn: day, CountedBy: who, Note: text}}.Document(),
		"loan_slip":        report.LoanSlip{Settings: set, LoanEntry: entries[0]}.Document(),
		"loan_register":    report.LoanRegister{Settings: set, Span: "2026年", Today: "2026-05-01", Entries: entries}.Document(),
		"transfer_list":    p.TransferList(), "transfer_receipt": p.TransferReceipt(), "appraisal": p.Appraisal(), "destruction": p.Destruction(),
		"due":       report.DueList{Settings: set, Kind: office.DisposalTransfer, Day: day, Lines: going, Rule: office.Rule{Value: 10, Source: "示例"}}.Document(),
		"soundness": report.SoundPaper{Settings: set, Scope: "2025年 第12盒", On: day, Rows: sound, Files: 2 * n}.Document(),
	}
}

func TestShelfPapersLieWell(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("督导发现的问题须逐项整改到位，", 280)[:4000*3]
	for name, c := range map[string]struct {
		n    int
		text string
	}{"filled": {5, "食堂留样"}, "long": {2, long}, "many": {70, "食堂留样"}, "empty": {0, ""}} {
		for key, d := range shelfPapers(c.n, c.text, "䶮㛃𬭊") {
			pages := papertest.Sound(t, key+" "+name, d)
			if name == "filled" && len(pages) > 3 {
				t.Errorf("%s: %d pages", key, len(pages))
			}
			if whole := papertest.Whole(pages); name == "filled" && slices.Contains([]string{"stocktake_list", "stocktake_result", "loan_slip", "loan_register", "transfer_receipt", "appraisal"}, key) && !strings.Contains(whole, "䶮㛃𬭊") {
				t.Errorf("%s: the rare characters are not on it", key)
			}
			if whole := papertest.Whole(pages); key == "loan_register" && strings.Contains(whole, "13800009999") {
				t.Errorf("the register tells a phone")
			}
		}
	}
}

func TestShelfPapersOfRecords(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	s := d.Screens()
	day := d.store.Today()
	items := got[store.ArchivePage](t)(d.store.ArchiveItems(store.ListQuery{})).Rows
	loan := got[store.LoanRow](t)(s.Loans.Save(office.ArchiveLoan{ItemID: items[0].ID, Borrower: "张示", Phone: "13800009999", LentOn: day}))
	st := got[store.StocktakeRow](t)(s.Stocktakes.Begin(office.Stocktake{Year: 2025, StartedOn: day, CountedBy: "李示"}))
	view := got[StocktakeView](t)(s.Stocktakes.Get(st.ID))
	if err := s.Stocktakes.Mark(store.StocktakeMark{StocktakeID: st.ID, BoxID: view.Boxes[0].BoxID, Result: office.CountMissing}); err != nil {
		t.Fatal(err)
	}
	for text, ok := range map[string]bool{"DUDAO:box:1": true, "dudao:BOX:2 ": true, "1": true, "2025-2": true, "2024-2": false, "9": false, "DUDAO:box:77": false} {
		if _, err := s.Stocktakes.FindBox(BoxCall{st.ID, text}); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
	judged := got[DisposalView](t)(s.Disposals.Propose(DueInput{Kind: office.DisposalAppraisal, Day: "2070-01-01"}))
	moved := got[DisposalView](t)(s.Disposals.Propose(DueInput{Kind: office.DisposalTransfer, Day: "2070-01-01"}))
	if len(moved.Lines) != 5 || len(judged.Lines) != 5 {
		t.Fatalf("%d to hand over, %d to judge, want 5 of each", len(moved.Lines), len(judged.Lines))
	}
	for key, c := range map[string]struct{ id, want string }{
		"stocktake_list": {"年度2025", "借出：张示"}, "stocktake_result": {st.Number, "未见"}, "loan_slip": {loan.Number, "13800009999"}, "loan_register": {"未还", "张示"},
		"transfer_list": {moved.Disposal.Number, items[0].Code}, "transfer_receipt": {moved.Disposal.Number, "接收单位（盖章）"}, "appraisal": {judged.Disposal.Number, "待定5件"},
		"destruction": {judged.Disposal.Number, "监销人"}, "expiry_due": {"2070-01-01", "共0件"}, "soundness": {"年度2025", "没有电子文件"},
	} {
		f, err := formOf(key)
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.build(d, c.id)
		if err != nil {
			t.Errorf("%s: %v", key, err)
			continue
		}
		if text := papertest.Whole(papertest.Sound(t, key, b.document)); !strings.Contains(text, c.want) {
			t.Errorf("%s lacks %q: %s", key, c.want, text)
		}
	}
	f, _ := formOf("transfer_list")
	if _, err := f.build(d, judged.Disposal.Number); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a 鉴定 printed as 移交: %v", err)
	}
	if page := got[store.LoanPage](t)(s.Loans.List(store.ListQuery{})); strings.Contains(page.Rows[0].Phone, "0000") {
		t.Errorf("the list tells the phone %s", page.Rows[0].Phone)
	}
	noNull(t, "stocktake", view, nil)
	start, err := s.Stocktakes.Start()
	noNull(t, "start", start, err)
	found, err := s.Loans.Find("DUDAO:box:1")
	noNull(t, "find", found, err)
	due, err := s.Disposals.Due(DueInput{Kind: office.DisposalTransfer})
	noNull(t, "due", due, err)
}

// packed is a zip with the parts.
func packed(t *testing.T, parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("<x/>")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheFourAreReallyLookedAt(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	s, dir := d.Screens(), t.TempDir()
	items := got[store.ArchivePage](t)(d.store.ArchiveItems(store.ListQuery{})).Rows
	attach := func(i int, name string, data []byte) office.Attachment {
		t.Helper()
		return got[[]office.Attachment](t)(s.Files.Attach(AttachInput{OwnerKind: "archive_item", OwnerID: items[i].ID, Paths: []string{file(t, dir, name, data)}}))[0]
	}
	one := asPDF(t, plainJPEG(t, 80))
	attach(0, "好.pdf", one)
	attach(1, "宏.docx", packed(t, "word/document.xml", "word/vbaProject.bin"))
	changed := attach(2, "变.jpg", plainJPEG(t, 90))
	lost := attach(3, "失.jpg", plainJPEG(t, 100))
	if _, err := d.BackupByHand(); err != nil {
		t.Fatal(err)
	}
	attach(4, "新.jpg", plainJPEG(t, 120))
	path := got[string](t)(d.vault.Path(changed.SHA256))
	data := read(t, path)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data[:len(data)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(got[string](t)(d.vault.Path(lost.SHA256))); err != nil {
		t.Fatal(err)
	}
	r := got[SoundReport](t)(s.Soundness.Check(SoundInput{Year: 2025}))
	if len(r.Rows) != 5 || r.Files != 5 {
		t.Fatalf("%d items, %d files", len(r.Rows), r.Files)
	}
	for i, want := range []string{"", "格式不宜长期保存|里面有宏", "字节数|SHA-256|图片打不开", "不在附件文件夹里", "备份里没有"} {
		for text := range strings.SplitSeq(want, "|") {
			if !strings.Contains(r.Rows[i].Says(), text) {
				t.Errorf("%d: %q lacks %q", i, r.Rows[i].Says(), text)
			}
		}
	}
	good := r.Rows[0]
	for _, g := range []string{office.SoundTrue, office.SoundUsable, office.SoundSafe} {
		if good.Result(g) != "通过" {
			t.Errorf("a good PDF: %s %s: %s", g, good.Result(g), good.Says())
		}
	}
	if sum := r.Sums[0]; sum.Group != office.SoundTrue || sum.Failed != 2 || sum.Passed != 3 {
		t.Errorf("sums: %+v", r.Sums)
	}
}

// asPDF is a page with the picture on it, as a scanner makes one.
func asPDF(t *testing.T, picture []byte) []byte {
	t.Helper()
	made, err := paper.Render(doc.Document{Title: "扫描件", Style: doc.Form, Blocks: []doc.Block{doc.Photos{PerPage: 2, Items: []doc.Photo{{Data: picture}}}}}, paper.Options{})
	must(t, err)
	return made.PDF
}
