package office

import "fmt"

// press makes up how the office presses on in the county's newest month: rechecks
// that fail, reminders, 督办, 约谈, 通报 and 问责.
func (c *caseMaker) press() {
	late := []*sampleCase{}
	for _, x := range c.cases {
		if x.finding.Level != 3 && !x.finding.Closed() && !x.finding.ReportedOn.Valid() && c.cal.AddWorkdays(x.finding.DueOn, 2) < c.asOf() {
			late = append(late, x)
		}
		if x.finding.Level == 5 && c.size.To.Of(0).Has(x.finding.ClosedOn) && x.finding.FoundOn >= c.size.To.Of(0).From {
			c.supervised(x)
		}
	}
	for i, x := range late {
		day := c.pressDay(x)
		switch {
		case i == 0:
			c.account(x, day)
		case i%5 == 1:
			c.supervise(x, day)
			if i == 1 {
				c.talk(x, c.cal.AddWorkdays(day, 1))
			}
		case i%5 == 2 || i%5 == 4:
			c.fail(x, day)
		default:
			c.remind(x, day)
		}
	}
	if len(late) > 1 {
		c.bulletin(late[:min(len(late), 6)])
	}
}

// pressDay is a working day of the newest month after the finding's limit.
func (c *caseMaker) pressDay(x *sampleCase) Date {
	start := max(c.size.To.Of(0).From, x.finding.DueOn)
	return min(c.cal.AddWorkdays(start, c.number(1, 4)), c.asOf())
}

func (c *caseMaker) also(x *sampleCase, n *Notice) {
	x.papers = append(x.papers, CaseNotice{n.ID, n.Kind, n.State})
}

// remind sends a 催办单.
func (c *caseMaker) remind(x *sampleCase, day Date) {
	n := c.paper(NoticeReminder, day, x)
	c.went(n, "发出", day, c.c.Settings.Archivist, "电话告知并送达", "")
	c.also(x, n)
}

// fail ends the round with a recheck that found it not put right, and as a rule
// begins the next.
func (c *caseMaker) fail(x *sampleCase, day Date) {
	r := &x.rounds[len(x.rounds)-1]
	c.checked(r, x, day, c.one("部分整改", "未整改"), "现场核查，"+c.one("经费尚未落实，问题依然存在。", "已动工，还没有完成。"))
	if c.luck(0.3) { // the next round is still to be given out
		return
	}
	x.rounds = append(x.rounds, Round{FindingID: x.id, Number: r.Number + 1, Opened: RoundAgain, Reason: "核查整改不到位，责成限期继续整改", IssuedOn: day,
		DueOn: c.cal.AddWorkdays(day, 5)})
}

// supervise sends a 督办单 that is under way.
func (c *caseMaker) supervise(x *sampleCase, day Date) {
	n := c.paper(NoticeSupervise, day, x)
	n.Department = c.one("示例县教育局基建后勤股", "示例县教育局安全管理股")
	c.went(n, "登记", day, c.c.Settings.Archivist, "", "")
	if c.went(n, "批示", c.cal.AddWorkdays(day, 1), c.c.Settings.Director, "", "请承办科室核实情况，限期督促学校整改。") {
		c.went(n, "承办", c.cal.AddWorkdays(day, 3), "承办科室经办人", "", "已到校核实，正在协调解决。")
	}
	c.also(x, n)
}

// supervised is a severe problem that went through 督办 to its end.
func (c *caseMaker) supervised(x *sampleCase) {
	from, to := x.finding.FoundOn, x.finding.ClosedOn
	n := c.paper(NoticeSupervise, from, x)
	n.Department = "示例县教育局安全管理股"
	c.went(n, "登记", from, c.c.Settings.Archivist, "", "")
	c.went(n, "批示", c.cal.AddWorkdays(from, 1), c.c.Settings.Director, "", "立即处理，确保师生安全。")
	c.went(n, "承办", c.cal.AddWorkdays(from, 2), "承办科室经办人", "", "已到校现场督促整改。")
	c.went(n, "结果", to, "承办科室经办人", "", "学校已整改到位。")
	c.went(n, "答复", to, "承办科室经办人", "电话", "办理结果已告知责任督学和学校。")
	c.went(n, "归档", to, c.c.Settings.Archivist, "", "")
	c.also(x, n)
}

// talk calls the principal in.
func (c *caseMaker) talk(x *sampleCase, day Date) {
	day = min(day, c.asOf())
	n := c.paper(NoticeTalk, day, x)
	met := c.cal.AddWorkdays(day, 2)
	n.MeetAt, n.Place, n.Person = string(met)+" 09:00", "示例县教育局会议室", x.school.Principal
	c.went(n, "下发", day, c.c.Settings.Director, "", "")
	if c.went(n, "签收", c.cal.AddWorkdays(day, 1), x.school.Principal, "直接送达", "") &&
		c.went(n, "约谈", met, c.c.Settings.Director, "", "校长说明了整改迟缓的原因，承诺在一个月内完成。") {
		n.Attendees = "校长、分管副校长、责任督学共3人"
	}
	c.also(x, n)
}

// account carries a 问责 as far as the decision reaching the school.
func (c *caseMaker) account(x *sampleCase, day Date) {
	n := c.paper(NoticeAccount, day, x)
	n.Measure, n.Person = "公开批评", x.school.Principal
	n.Basis = "《教育督导问责办法》（国教督〔2021〕2号）"
	decided := c.cal.AddWorkdays(day, 6)
	c.went(n, "启动调查", day, "督导室调查认定工作组", "", "")
	if c.went(n, "书面告知", c.cal.AddWorkdays(day, 2), c.c.Settings.Archivist, "直接送达", "学校没有提出申辩。") &&
		c.went(n, "审定", c.cal.AddWorkdays(day, 5), c.c.Settings.Director, "", "同意调查认定意见。") &&
		c.went(n, "决定", decided, c.c.Settings.Director, "", "对学校予以公开批评，责成一个月内整改到位。") {
		n.Date = decided
		c.went(n, "送达", c.cal.AddWorkdays(decided, 1), x.school.Principal, "直接送达", "")
	}
	c.also(x, n)
}

// bulletin tells of the problems that are late.
func (c *caseMaker) bulletin(late []*sampleCase) {
	day := c.asOf()
	for !c.cal.Workday(day) {
		day = day.AddDays(-1)
	}
	n := c.paper(NoticeBulletin, day, late...)
	n.SchoolID, n.InspectorID, n.VisitID = 0, 0, 0
	n.Title = fmt.Sprintf("关于%s督导发现问题整改情况的通报", c.size.To.Chinese())
	c.went(n, "签发", day, c.c.Settings.Director, "", "")
	c.went(n, "印发", day, "", EverySchool, "")
	for _, x := range late {
		c.also(x, n)
	}
}
