package office

import "slices"

// The steps at which a finding may stand (所处环节).
const (
	StepReview     = "待审核（严重）"
	StepIssue      = "待下发"
	StepTold       = "已反馈待整改" // a small problem: no paper is issued
	StepReceive    = "已下发待签收"
	StepReport     = "已签收待报告"
	StepRecheck    = "已报告待核查"
	StepClose      = "已核查待销号"
	StepAgain      = "核查不到位待继续整改"
	StepSupervised = "督办中"
	StepTalk       = "约谈中"
	StepBulletin   = "通报中"
	StepAccount    = "问责中"
	StepClosed     = FindingClosed
	StepOnSpot     = FindingOnSpot
)

// CaseSteps are the steps at which a finding may stand, in order.
var CaseSteps = []string{StepReview, StepIssue, StepTold, StepReceive, StepReport, StepRecheck, StepClose, StepAgain,
	StepSupervised, StepTalk, StepBulletin, StepAccount, StepClosed, StepOnSpot}

// pressing are the kinds of papers that press a finding on, and the step at
// which it stands while one is under way, the heaviest first.
var pressing = []struct{ kind, step string }{
	{NoticeAccount, StepAccount}, {NoticeBulletin, StepBulletin}, {NoticeTalk, StepTalk}, {NoticeSupervise, StepSupervised},
}

// CaseNotice is as much of a paper as the standing of a finding depends on.
type CaseNotice struct {
	ID    int64  `db:"id" json:"id"`
	Kind  string `db:"kind" json:"kind"`
	State string `db:"state" json:"state"`
}

// Case is a finding with all that followed it (整改闭环): where it stands is read
// from its rounds and papers.
type Case struct {
	Finding     Finding
	Rounds      []Round // on record, in order
	Notices     []CaseNotice
	Attachments int // files on the finding
}

// Current returns the round that runs or ended last. A finding without rounds
// on record has had one, told by its own columns.
func (c Case) Current() Round {
	if len(c.Rounds) == 0 {
		return FirstRound(c.Finding)
	}
	return c.Rounds[len(c.Rounds)-1]
}

// State is the finding's state as it follows from its rounds and papers.
func (c Case) State() string {
	r := c.Current()
	switch {
	case len(c.Rounds) == 0 && c.Finding.State == FindingOnSpot:
		return FindingOnSpot
	case r.ClosedOn.Valid():
		return FindingClosed
	case c.pressed() != "":
		return FindingSupervised
	case len(c.Rounds) == 0 && slices.Contains([]string{FindingWorking, FindingReported, FindingAgain}, c.Finding.State):
		return c.Finding.State // as the ledger says
	case r.Verdict != "" && r.Verdict != VerdictRight:
		return FindingAgain
	case r.ReportedOn.Valid() || r.RecheckOn.Valid():
		return FindingReported
	case r.Number > 1:
		return FindingAgain
	case r.IssuedOn.Valid() || r.ReceivedOn.Valid() || slices.Contains([]string{FindingWorking, FindingSupervised}, c.Finding.State):
		return FindingWorking
	}
	return FindingPending
}

// pressed returns the step of the heaviest paper under way that presses on.
func (c Case) pressed() string {
	for _, p := range pressing {
		for _, n := range c.Notices {
			if n.Kind == p.kind && n.Running() {
				return p.step
			}
		}
	}
	return ""
}

// Step tells where the finding stands (所处环节).
func (c Case) Step() string {
	r := c.Current()
	switch state := c.State(); {
	case state == FindingClosed, state == FindingOnSpot:
		return state
	case state == FindingSupervised:
		return c.pressed()
	case r.Verdict == VerdictRight:
		return StepClose
	case r.Verdict != "":
		return StepAgain
	case r.ReportedOn.Valid() || r.RecheckOn.Valid() || state == FindingReported:
		return StepRecheck
	case r.ReceivedOn.Valid():
		return StepReport
	case r.IssuedOn.Valid():
		return StepReceive
	case r.ID == 0 && state != FindingPending:
		return StepReport // the ledger says it is being put right
	case c.Finding.Level == 5 && !c.reviewed():
		return StepReview
	case c.Finding.Level == 4:
		return StepTold
	}
	return StepIssue
}

// reviewed tells that a 整改通知书 on it has been through 审核.
func (c Case) reviewed() bool {
	return slices.ContainsFunc(c.Notices, func(n CaseNotice) bool {
		return n.Kind == NoticeRectify && n.State != NoticeDraft && n.State != NoticeVoid
	})
}

// Missing names what the finding lacks to be closed; nothing once it is closed.
func (c Case) Missing() []string {
	r := c.Current()
	if r.ClosedOn.Valid() {
		return []string{}
	}
	return r.Missing(c.Attachments)
}

// Reminders counts the 催办单 sent for the finding.
func (c Case) Reminders() int {
	n := 0
	for _, x := range c.Notices {
		if x.Kind == NoticeReminder && x.Issued() {
			n++
		}
	}
	return n
}
