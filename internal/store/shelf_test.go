package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

// shelf is an archive of five items of 2025 in two boxes.
func shelf(t *testing.T) (*Store, []office.ArchiveItem) {
	s := openTest(t)
	items := must[[]office.ArchiveItem](t)(s.SaveArchiveItems([]office.ArchiveItem{archived("甲", "DD", "D10", 3), archived("乙", "DD", "D10", 2), archived("丙", "DD", "D10", 4),
		archived("丁", "ZG", "D30", 5), archived("戊", "ZG", "D30", 6)}))
	must[int](t)(s.FillBoxes(2025))
	for i := range items {
		items[i] = must[office.ArchiveItem](t)(s.ArchiveItem(items[i].ID))
	}
	return s, items
}

func refusedAs(t *testing.T, err error, code, words string) {
	t.Helper()
	if office.CodeOf(err) != code || !strings.Contains(err.Error(), words) {
		t.Errorf("got %v, want %s with %q", err, code, words)
	}
}

func missing(t *testing.T, s *Store) string {
	t.Helper()
	out := ""
	for _, m := range must[[]MissingItem](t)(s.MissingItems()) {
		out += m.Title + " " + string(m.MissingOn) + " " + m.MissingBy + ";"
	}
	return out
}

func TestWhatIsNotFoundIsMissingUntilItIsFound(t *testing.T) {
	s, items := shelf(t)
	day := s.Today()
	must[LoanRow](t)(s.SaveLoan(office.ArchiveLoan{ItemID: items[1].ID, Borrower: "张示", LentOn: day}))
	_, err := s.BeginStocktake(office.Stocktake{Year: 2019, StartedOn: day, CountedBy: "李示"})
	refusedAs(t, err, office.CodeInvalid, "没有文件")
	st := must[StocktakeRow](t)(s.BeginStocktake(office.Stocktake{Year: 2025, StartedOn: day, CountedBy: "李示"}))
	if st.Items != 5 || st.Lent != 1 || st.Scope != "2025年度" {
		t.Fatalf("begun: %+v", st)
	}
	_, err = s.FinishStocktake(office.Stocktake{ID: st.ID, FinishedOn: day, CountedBy: "李示"})
	refusedAs(t, err, office.CodeInvalid, "还没有清点")

	lines := must[[]CountedItem](t)(s.StocktakeItems(st.ID, items[0].BoxID, ""))
	if len(lines) != 3 || lines[1].Result != office.CountLent || lines[1].Borrower != "张示" {
		t.Fatalf("lines: %+v", lines)
	}
	mark := func(in StocktakeMark) {
		t.Helper()
		in.StocktakeID = st.ID
		if err := s.MarkStocktake(in); err != nil {
			t.Fatal(err)
		}
	}
	mark(StocktakeMark{LineIDs: []int64{lines[0].ID}, Result: office.CountFound})
	if got := missing(t, s); got != "" {
		t.Fatalf("nothing is missing before it is looked for: %s", got)
	}
	// The box of 整改 is not gone through: it says nothing.
	fin := must[StocktakeRow](t)(s.FinishStocktake(office.Stocktake{ID: st.ID, FinishedOn: day, CountedBy: "李示"}))
	if fin.Found != 1 || fin.Missing != 1 || fin.Lent != 1 {
		t.Fatalf("finished: %+v", fin)
	}
	if got, want := missing(t, s), "丙 "+string(day)+" 李示;"; got != want {
		t.Fatalf("missing %q, want %q", got, want)
	}
	refusedAs(t, s.MarkStocktake(StocktakeMark{StocktakeID: st.ID, LineIDs: []int64{lines[0].ID}, Result: office.CountMissing}), office.CodeConflict, "已在")
	_, err = s.SaveLoan(office.ArchiveLoan{ItemID: items[2].ID, Borrower: "张示", LentOn: day})
	refusedAs(t, err, office.CodeConflict, "未见")
	if state := must[string](t)(s.ItemState(items[2].ID)); state != "未见" {
		t.Errorf("the catalogue says %q", state)
	}

	// A later count finds it.
	again := must[StocktakeRow](t)(s.BeginStocktake(office.Stocktake{BoxID: items[2].BoxID, StartedOn: day, CountedBy: "王示"}))
	if err := s.MarkStocktake(StocktakeMark{StocktakeID: again.ID, BoxID: items[2].BoxID, Result: office.CountFound}); err != nil {
		t.Fatal(err)
	}
	if got := missing(t, s); got != "" {
		t.Errorf("found by a later count, still missing: %s", got)
	}
	if row := must[StocktakeRow](t)(s.Stocktake(again.ID)); row.Found != 2 || row.Lent != 1 {
		t.Errorf("all of a box but the lent: %+v", row)
	}
	// Without that count it is missing again, until somebody finds it.
	if err := s.DeleteStocktake(again.ID); err != nil {
		t.Fatal(err)
	}
	rows := must[[]MissingItem](t)(s.MissingItems())
	if len(rows) != 1 || rows[0].ItemID != items[2].ID {
		t.Fatalf("missing: %+v", rows)
	}
	if err := s.FoundAgain([]int64{rows[0].LineID}, "王示"); err != nil {
		t.Fatal(err)
	}
	if got := missing(t, s); got != "" {
		t.Errorf("found, still missing: %s", got)
	}
}

func TestNothingIsLentTwice(t *testing.T) {
	s, items := shelf(t)
	day := office.Date("2026-03-02")
	lend := func(item, box int64) (LoanRow, error) {
		return s.SaveLoan(office.ArchiveLoan{ItemID: item, BoxID: box, Borrower: "张示", Unit: "示例县教育局", LentOn: day})
	}
	_, err := lend(0, 0)
	refusedAs(t, err, office.CodeInvalid, "请选一件")
	first := must[LoanRow](t)(lend(items[0].ID, 0))
	if first.Number != "DJ2026-0001" || first.DueOn != "2026-03-17" || first.Title != "甲" {
		t.Fatalf("lent: %+v", first)
	}
	_, err = lend(items[0].ID, 0)
	refusedAs(t, err, office.CodeConflict, "借给张示（DJ2026-0001），应于2026年3月17日归还")
	_, err = lend(0, items[0].BoxID)
	refusedAs(t, err, office.CodeConflict, "借给张示")
	refusedAs(t, s.DeleteArchiveItem(items[0].ID), office.CodeConflict, "收回后才能移出归档")
	refusedAs(t, s.DeleteBox(items[0].BoxID), office.CodeConflict, "收回后才能撤盒")
	box := must[LoanRow](t)(lend(0, items[3].BoxID))
	if box.Items != 2 {
		t.Errorf("a box of %d items", box.Items)
	}
	_, err = lend(items[4].ID, 0)
	refusedAs(t, err, office.CodeConflict, "已随整盒")

	expect(t, s, "C26", "2026-03-17")
	expect(t, s, "C26", "2026-03-18", "黄 甲: 示例县教育局 张示 借走，应于 2026-03-17 归还，已超 1 天", "黄 2025年 第"+must[BoxRow](t)(s.Box(box.BoxID)).Number+"盒: 示例县教育局 张示 借走，应于 2026-03-17 归还，已超 1 天")
	back := must[LoanRow](t)(s.ReturnLoan(first.ID, "2026-03-20", "李示"))
	if back.State != office.LoanBack || back.Overdue != 3 {
		t.Errorf("returned: %+v", back)
	}
	_, err = s.ReturnLoan(first.ID, "2026-03-20", "")
	refusedAs(t, err, office.CodeConflict, "不用再点")
	must[LoanRow](t)(lend(items[0].ID, 0))
	first.ReturnedOn = ""
	first.UpdatedAt = ""
	_, err = s.SaveLoan(first.ArchiveLoan) // the old loan cannot come to life beside the new one
	refusedAs(t, err, office.CodeConflict, "借给张示")
	setRule(t, s, office.RuleLoanDays, 30)
	if due := must[office.Date](t)(s.LoanDue("2026-03-02")); due != "2026-04-01" {
		t.Errorf("due on %s by the county's own rule", due)
	}
}

func propose(t *testing.T, s *Store, kind string, by office.Date) office.Disposition {
	t.Helper()
	return must[office.Disposition](t)(s.ProposeDisposal(office.Disposition{Kind: kind, MadeOn: "2066-05-06", DueBy: by}))
}

func TestWhatIsHandedOverStaysAsItIs(t *testing.T) {
	s, items := shelf(t)
	count := func(kind string, day office.Date) int { return len(must[[]DueItem](t)(s.DueItems(kind, day))) }
	for _, c := range []struct {
		kind string
		day  office.Date
		want int
	}{{"移交", "2035-12-31", 0}, {"移交", "2036-01-01", 2}, {"鉴定", "2035-12-31", 0}, {"鉴定", "2036-01-01", 3}, {"鉴定", "2056-01-01", 5}} {
		if got := count(c.kind, c.day); got != c.want {
			t.Errorf("%s due on %s: %d, want %d", c.kind, c.day, got, c.want)
		}
	}
	_, err := s.ProposeDisposal(office.Disposition{Kind: "移交", MadeOn: "2026-03-02", DueBy: "2026-03-02"})
	refusedAs(t, err, office.CodeInvalid, "没有该移交")
	d := propose(t, s, "移交", "2036-05-06")
	if d.Number != "YJ2066-0001" || len(d.Items) != 2 || d.Items[0].Outcome != office.OutcomeTransfer {
		t.Fatalf("proposed: %+v", d)
	}
	if got := count("移交", "2036-05-06"); got != 0 {
		t.Errorf("%d items are proposed a second time", got)
	}
	d.DoneOn = "2066-06-01"
	_, err = s.CarryOut(d)
	refusedAs(t, err, office.CodeInvalid, "接收单位")
	d.Receiver = "示例县档案馆"
	loan := must[LoanRow](t)(s.SaveLoan(office.ArchiveLoan{ItemID: items[4].ID, Borrower: "张示", LentOn: "2066-05-01"}))
	_, err = s.CarryOut(d)
	refusedAs(t, err, office.CodeConflict, "收回后才能移交")
	must[LoanRow](t)(s.ReturnLoan(loan.ID, "2066-05-02", ""))
	scans := must[[]office.Attachment](t)(s.AddAttachments([]office.Attachment{{OwnerKind: "archive_item", OwnerID: items[4].ID, Role: "扫描件", Name: "扫描件.pdf", SHA256: strings.Repeat("a", 64), MIME: "application/pdf", Bytes: 9}}))
	d.Items[0].Outcome = "" // the first, 丁, stays
	d = must[office.Disposition](t)(s.CarryOut(d))
	gone := must[office.ArchiveItem](t)(s.ArchiveItem(items[4].ID))
	var adding int64
	if err := s.r.Get(&adding, `SELECT max(id) FROM change_sets WHERE action = 'attachment.add'`); err != nil {
		t.Fatal(err)
	}
	if gone.Code != items[4].Code || must[string](t)(s.ItemState(gone.ID)) != "已移交" {
		t.Fatalf("handed over: %+v", gone)
	}

	changed := gone
	changed.Title = "改名"
	_, err = s.SaveArchiveItem(changed)
	refusedAs(t, err, office.CodeConflict, "不能再修改")
	refusedAs(t, s.MoveToBox([]int64{gone.ID}, 0), office.CodeConflict, "不能再移动")
	refusedAs(t, s.DeleteArchiveItem(gone.ID), office.CodeConflict, "不能再移出归档")
	// Its files are what was handed over.
	refusedAs(t, s.DeleteAttachment(scans[0].ID), office.CodeConflict, "不能再删附件")
	_, err = s.SaveAttachment(scans[0])
	refusedAs(t, err, office.CodeConflict, "不能再改附件")
	_, err = s.AddAttachments([]office.Attachment{{OwnerKind: "archive_item", OwnerID: gone.ID, Name: "又一份.pdf", SHA256: strings.Repeat("b", 64), MIME: "application/pdf", Bytes: 9}})
	refusedAs(t, err, office.CodeConflict, "不能再加附件")
	_, err = s.Undo(adding)
	refusedAs(t, err, office.CodeConflict, "已移交或销毁")
	refusedAs(t, s.DeleteBox(gone.BoxID), office.CodeConflict, "不能再撤盒")
	_, err = s.SaveLoan(office.ArchiveLoan{ItemID: gone.ID, Borrower: "张示", LentOn: "2066-07-01"})
	refusedAs(t, err, office.CodeConflict, "不能再借出")
	// 丁 is before it in the class: taking it out would move its number up.
	refusedAs(t, s.DeleteArchiveItem(items[3].ID), office.CodeConflict, "件号不能再变")
	_, err = s.CarryOut(d)
	refusedAs(t, err, office.CodeConflict, "不能再改")
	refusedAs(t, s.DeleteDisposal(d.ID), office.CodeConflict, "不能再改")
	if rows := must[ArchivePage](t)(s.ArchiveItems(ListQuery{Filters: map[string]string{"unit": "ZG"}})).Rows; rows[1].State != "已移交" || rows[1].Noted().Note != "已移交" {
		t.Errorf("the catalogue: %+v", rows[1])
	}
	st := must[StocktakeRow](t)(s.BeginStocktake(office.Stocktake{BoxID: gone.BoxID, StartedOn: "2066-07-01", CountedBy: "李示"}))
	if st.Items != 1 {
		t.Errorf("%d items to be counted, what is handed over is not there", st.Items)
	}

	sets := []int64{}
	if err := s.r.Select(&sets, `SELECT id FROM change_sets WHERE action = 'disposal.done'`); err != nil || len(sets) != 1 {
		t.Fatalf("%v: %v", err, sets)
	}
	must[UndoResult](t)(s.Undo(sets[0]))
	if state := must[string](t)(s.ItemState(gone.ID)); state != "" {
		t.Errorf("after undo: %q", state)
	}
	must[office.ArchiveItem](t)(s.SaveArchiveItem(changed))
}

func TestWhatIsKeptOnHasANewTermAndWhatIsDestroyedItsNumber(t *testing.T) {
	s, items := shelf(t)
	d := propose(t, s, "鉴定", "2036-05-06")
	d.DoneOn, d.Members, d.Approver = "2066-06-01", "李示、王示", "示例县教育局"
	_, err := s.CarryOut(d)
	refusedAs(t, err, office.CodeInvalid, "还有 3 件没有鉴定意见")
	d.Items[0].Outcome = office.OutcomeKeep
	d.Items[1].Outcome = office.OutcomeDestroy
	d.Items[2].Outcome, d.Items[2].Keep = office.OutcomeKeep, office.KeepAlways
	_, err = s.SaveDisposal(d)
	refusedAs(t, err, office.CodeInvalid, "续存的期限")
	d.Items[0].Keep = office.Keep10
	d = must[office.Disposition](t)(s.CarryOut(d))
	if d.Items[0].KeepUntil != "2045-12-31" || d.Items[2].KeepUntil != "" {
		t.Errorf("kept until %q and %q", d.Items[0].KeepUntil, d.Items[2].KeepUntil)
	}
	for i, want := range []string{"", "已销毁", ""} {
		if got := must[string](t)(s.ItemState(items[i].ID)); got != want {
			t.Errorf("%s is %q, want %q", items[i].Title, got, want)
		}
		if now := must[office.ArchiveItem](t)(s.ArchiveItem(items[i].ID)); now.Code != items[i].Code {
			t.Errorf("%s is %s now, was %s", now.Title, now.Code, items[i].Code)
		}
	}
	titles := ""
	for _, x := range must[[]DueItem](t)(s.DueItems("鉴定", "2046-01-01")) {
		titles += x.Title
	}
	if titles != "甲" {
		t.Errorf("due ten years on: %s, want only the one kept for ten years", titles)
	}
	if faults := must[[]office.NumberFault](t)(s.ArchiveFaults()); len(faults) > 0 {
		t.Errorf("numbers: %+v", faults)
	}
}
