package desk

import (
	"regexp"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const (
	stocktakeID = "清点编号（如 QD2026-0001）或序号"
	loanID      = "借阅编号（如 DJ2026-0001）或序号"
	loansID     = "年度（如 2026，借出的年度）、未还、全部，不写为全部"
	disposalID  = "移交编号（如 YJ2026-0001）、鉴定编号（如 JD2026-0001）或序号"
	dueID       = "截止日期（如 2026-03-31），不写为今天"
	countID     = "档案盒序号，或年度（全部盒）：年度2025"
)

// shelfForms are the papers of what happens to the boxes on the shelf.
func shelfForms() []form {
	return []form{
		{Form{"stocktake_list", "档案清点单", "archive_box", countID, asTable}, (*Desk).countList},
		{Form{"soundness", "电子档案四性检测报告", "archive_box", countID, asTable}, (*Desk).soundPaper},
		{Form{"stocktake_result", "档案清点结果", "stocktake", stocktakeID, asBoth}, (*Desk).countResult},
		{Form{"loan_slip", "档案借阅单（代卷卡）", "archive_loan", loanID, asText}, (*Desk).loanSlip},
		{Form{"loan_register", "档案借阅登记簿", "archive_loans", loansID, asTable}, (*Desk).loanRegister},
		{Form{"transfer_list", "档案移交目录", "transfer", disposalID, asTable}, disposalPaper(office.DisposalTransfer, report.DisposalPaper.TransferList)},
		{Form{"transfer_receipt", "档案移交清单（交接文据）", "transfer", disposalID, asText}, disposalPaper(office.DisposalTransfer, report.DisposalPaper.TransferReceipt)},
		{Form{"appraisal", "档案鉴定意见书", "appraisal", disposalID, asText}, disposalPaper(office.DisposalAppraisal, report.DisposalPaper.Appraisal)},
		{Form{"destruction", "档案销毁清册", "appraisal", disposalID, asTable}, disposalPaper(office.DisposalAppraisal, report.DisposalPaper.Destruction)},
		{Form{"transfer_due", "应移交档案清单", "transfer_due", dueID, asTable}, duePaper(office.DisposalTransfer)},
		{Form{"expiry_due", "到期档案清单", "expiry_due", dueID, asTable}, duePaper(office.DisposalAppraisal)},
	}
}

var wholeYear = regexp.MustCompile(`^年度(\d{4})$`)

// boxesCalled are the boxes of a paper's id: one, or all of a year.
func (d *Desk) boxesCalled(id string) ([]store.BoxRow, error) {
	if found := wholeYear.FindStringSubmatch(strings.TrimSpace(id)); found != nil {
		year, _ := strconv.Atoi(found[1]) // four digits
		return d.store.Boxes(year)
	}
	if found := spineNumber.FindStringSubmatch(strings.TrimSpace(id)); found != nil {
		box, err := d.boxNumbered(found[1], found[2])
		return []store.BoxRow{box}, err
	}
	n, err := recordID(id, "档案盒序号")
	if err != nil {
		return nil, err
	}
	box, err := d.store.Box(n)
	return []store.BoxRow{box}, err
}

func (d *Desk) countList(id string) (built, error) {
	p := report.CountList{}
	var err error
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	if p.Units, err = d.store.ArchiveUnits(); err != nil {
		return built{}, err
	}
	boxes, err := d.boxesCalled(id)
	if err != nil {
		return built{}, err
	}
	lent, err := d.store.Loans(store.ListQuery{Filters: map[string]string{"state": "未还"}})
	if err != nil {
		return built{}, err
	}
	for _, b := range boxes {
		box := report.CountBox{ArchiveBox: b.ArchiveBox}
		page, err := d.store.ArchiveItems(store.ListQuery{Filters: map[string]string{"box": strconv.FormatInt(b.ID, 10)}})
		if err != nil {
			return built{}, err
		}
		for _, x := range page.Rows {
			if x.State == office.GoneState(office.OutcomeTransfer) || x.State == office.GoneState(office.OutcomeDestroy) {
				continue // not on the shelf any more
			}
			line := report.CountLine{Item: x.ArchiveItem}
			for _, l := range lent.Rows {
				if l.ItemID == x.ID || l.BoxID == b.ID {
					line.Borrower = l.Borrower
				}
			}
			box.Lines = append(box.Lines, line)
		}
		p.Boxes = append(p.Boxes, box)
	}
	return built{document: p.Document()}, nil
}

func (d *Desk) countResult(id string) (built, error) {
	n, err := numbered(id, d.store.StocktakeID)
	if err != nil {
		return built{}, err
	}
	st, err := d.store.Stocktake(n)
	if err != nil {
		return built{}, err
	}
	p := report.CountResult{Stocktake: st.Stocktake, Scope: st.Scope, Found: st.Found, Unmarked: st.Items - st.Found - st.Missing - st.Lent}
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	boxes, err := d.store.StocktakeBoxes(n)
	if err != nil {
		return built{}, err
	}
	p.Boxes = len(boxes)
	for _, b := range boxes {
		if b.Found+b.Missing == 0 && b.Lent < b.Items {
			p.Untouched++
		}
	}
	if p.Missing, err = d.countLines(n, office.CountMissing); err != nil {
		return built{}, err
	}
	if p.Lent, err = d.countLines(n, office.CountLent); err != nil {
		return built{}, err
	}
	return built{document: p.Document()}, nil
}

func (d *Desk) countLines(id int64, result string) ([]report.CountLine, error) {
	rows, err := d.store.StocktakeItems(id, 0, result)
	out := []report.CountLine{}
	for _, x := range rows {
		out = append(out, report.CountLine{Item: office.ArchiveItem{Code: x.Code, Title: x.Title}, Box: x.Box, Result: x.Result, Borrower: x.Borrower,
			On: x.CheckedOn, By: x.CheckedBy, FoundOn: x.FoundOn, FoundBy: x.FoundBy})
	}
	return out, err
}

func (d *Desk) loanSlip(id string) (built, error) {
	n, err := numbered(id, d.store.LoanID)
	if err != nil {
		return built{}, err
	}
	l, err := d.store.Loan(n)
	if err != nil {
		return built{}, err
	}
	set, err := d.store.Settings()
	return built{document: report.LoanSlip{Settings: set, LoanEntry: loanEntry(l)}.Document()}, err
}

func loanEntry(l store.LoanRow) report.LoanEntry {
	return report.LoanEntry{Loan: l.ArchiveLoan, Code: l.Code, Title: l.Title, Box: l.Box, Items: l.Items}
}

var fourDigits = regexp.MustCompile(`^\d{4}$`)

func (d *Desk) loanRegister(id string) (built, error) {
	id = strings.TrimSpace(id)
	q := store.ListQuery{Sort: "lentOn", Filters: map[string]string{}}
	p := report.LoanRegister{Span: "全部"}
	switch {
	case id == "未还":
		p.Span, q.Filters["state"] = "未还的", "未还"
	case fourDigits.MatchString(id):
		p.Span, q.Filters["from"], q.Filters["to"] = id+"年", id+"-01-01", id+"-12-31"
	case id != "" && id != "全部" && id != todayWord:
		return built{}, office.Invalid("“%s”不是借阅登记簿的范围，请写%s。", id, loansID)
	}
	page, err := d.store.Loans(q)
	if err != nil {
		return built{}, err
	}
	for _, l := range page.Rows {
		p.Entries = append(p.Entries, loanEntry(l))
	}
	if p.Today, err = d.store.AsOf(); err != nil {
		return built{}, err
	}
	p.Settings, err = d.store.Settings()
	return built{document: p.Document()}, err
}

// disposalPaper makes the build of a paper of a 移交 or a 鉴定.
func disposalPaper(kind string, make func(report.DisposalPaper) doc.Document) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		n, err := numbered(id, d.store.DisposalID)
		if err != nil {
			return built{}, err
		}
		p := report.DisposalPaper{}
		if p.Disposal, err = d.store.Disposal(n); err != nil {
			return built{}, err
		}
		if p.Disposal.Kind != kind {
			return built{}, office.Invalid("%s 是%s，不能印成%s的文书。请在%s里打印。", p.Disposal.Number, p.Disposal.Kind, kind, kind)
		}
		if p.Settings, err = d.store.Settings(); err != nil {
			return built{}, err
		}
		lines, err := d.store.DisposalLines(n)
		for _, x := range lines {
			p.Lines = append(p.Lines, report.GoingLine{DisposalItem: x.DisposalItem, Box: x.Box, Files: x.Files, Until: office.KeptUntil(x.Year, x.Retention),
				Item: office.ArchiveItem{Code: x.Code, Title: x.Title, DocNumber: x.DocNumber, Author: x.Author, DatedOn: x.DatedOn, Year: x.Year, Retention: x.Retention, Secrecy: x.Secrecy, Pages: x.Pages}})
		}
		return built{document: make(p)}, err
	}
}

// duePaper makes the build of the list of what is due.
func duePaper(kind string) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		if id = strings.TrimSpace(id); id == todayWord {
			id = ""
		}
		due, err := d.due(DueInput{Kind: kind, Day: office.Date(id)})
		if err != nil {
			return built{}, err
		}
		p := report.DueList{Kind: kind, Day: due.Day, Rule: due.Rule}
		for _, x := range due.Items {
			p.Lines = append(p.Lines, report.GoingLine{Item: x.ArchiveItem, Box: x.Box, Until: x.Until})
		}
		p.Settings, err = d.store.Settings()
		return built{document: p.Document()}, err
	}
}

// soundPaper checks the electronic files of a box or a year and reports on them.
func (d *Desk) soundPaper(id string) (built, error) {
	in := SoundInput{}
	var err error
	if found := wholeYear.FindStringSubmatch(strings.TrimSpace(id)); found != nil {
		in.Year, _ = strconv.Atoi(found[1]) // four digits
	} else if in.BoxID, err = recordID(id, "档案盒序号"); err != nil {
		return built{}, err
	}
	r, err := d.soundness(in)
	if err != nil {
		return built{}, err
	}
	set, err := d.store.Settings()
	return built{document: report.SoundPaper{Settings: set, Scope: r.Scope, On: r.On, Rows: r.Rows, Files: r.Files, Bytes: r.Bytes}.Document()}, err
}
