package office

// The keys of the month's figures of complaints.
const (
	FigComplaints       = "complaint.received"
	FigComplaintsClosed = "complaint.closed"
)

// complaintFigures are 投诉受理 and 办结 of the month; those of a zone are about its
// schools.
func complaintFigures(f MonthFacts) Figures {
	return Figures{
		Count(FigComplaints, "投诉举报受理", "件", "受理日期在期内的投诉举报，含咨询。", "complaint",
			factIDs(f.Complaints, func(c ComplaintFact) bool { return f.Period.Has(c.ReceivedOn) })),
		Count(FigComplaintsClosed, "投诉举报办结", "件", "办结日期在期内的投诉举报，不论何时受理。", "complaint",
			factIDs(f.Complaints, func(c ComplaintFact) bool { return c.ClosedOn != "" && f.Period.Has(c.ClosedOn) })),
	}
}
