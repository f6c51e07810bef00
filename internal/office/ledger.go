package office

// The figures at the foot of a 整改台账.
const (
	LedgerAll     = "ledger.all"
	LedgerClosed  = "ledger.closed"
	LedgerOnSpot  = "ledger.onspot"
	LedgerOpen    = "ledger.open"
	LedgerDue     = "ledger.due"
	LedgerDone    = "ledger.done"
	LedgerRate    = "ledger.rate"
	LedgerOverdue = "ledger.overdue"
)

// LedgerFigures counts the problems of a ledger as they stand on the day.
func LedgerFigures(list []Finding, today Date) Figures {
	count := func(key, name, basis string, want func(Finding) bool) Figure {
		ids := []int64{}
		for _, f := range list {
			if want(f) {
				ids = append(ids, f.ID)
			}
		}
		return Count(key, name, "个", basis, "finding", ids)
	}
	isDue := func(f Finding) bool { return f.DueOn.Valid() && f.DueOn <= today }
	due := count(LedgerDue, "到期应整改", "台账所列问题中，填报日已到整改期限的。", isDue)
	done := count(LedgerDone, "到期已整改", "到期应整改的问题中，已销号或现场整改的。", func(f Finding) bool { return isDue(f) && f.Closed() })
	return Figures{
		count(LedgerAll, "问题", "台账所列的全部问题。", func(Finding) bool { return true }),
		count(LedgerClosed, "已销号", "状态为已销号的。", func(f Finding) bool { return f.State == "已销号" }),
		count(LedgerOnSpot, "现场整改", "状态为现场整改的。", func(f Finding) bool { return f.State == "现场整改" }),
		count(LedgerOpen, "未销号", "既未销号也未现场整改的。", func(f Finding) bool { return !f.Closed() }),
		due, done,
		Rate(LedgerRate, "整改率", "到期已整改数÷到期应整改数。", done, due),
		count(LedgerOverdue, "逾期未整改", "填报日已过整改期限仍未销号的。", func(f Finding) bool { return !f.Closed() && f.DaysOverdue(today) > 0 }),
	}
}
