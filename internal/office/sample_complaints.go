package office

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
)

// SampleComplaint is one complaint of the county; Opens tells that it became a
// finding.
type SampleComplaint struct {
	Complaint Complaint
	Opens     bool
}

// sampleCall is what somebody of the county says, and what he is told.
type sampleCall struct {
	kind    string
	matter  int64 // of schools; 0 when it is no matter of a school
	infant  bool
	who     string
	content string
	answer  string
}

var sampleCalls = []sampleCall{
	{ComplaintQuestion, 2, false, "家长", "询问秋季小学一年级招生的服务区划分和报名需要带的材料。", "已告知以教育局当年公布的招生通告为准，并告知学校招生咨询电话。"},
	{ComplaintQuestion, 0, false, "群众", "询问民办幼儿园普惠认定在哪里可以查到。", "已告知可在教育局网站公示栏查询，并转告学前教育股电话。"},
	{ComplaintQuestion, 1, false, "教师", "询问学校章程修订需要经过哪些程序。", "已说明须经教职工代表大会讨论，报教育局核准。"},
	{ComplaintOrdinary, 4, false, "家长", "反映班级微信群里布置家长批改作业，每天超过两次。", "已联系学校核实，学校当天在班级群更正，家长表示认可。"},
	{ComplaintOrdinary, 7, false, "家长", "反映食堂午餐第二批学生打饭时菜已经凉了。", "责任督学当天到校查看，学校已增加保温台并错峰用餐，已电话告知家长。"},
	{ComplaintOrdinary, 6, false, "家长", "反映放学时段校门口车辆乱停，学生过马路不安全。", "已联系学校和交警中队，增设护学岗，已答复家长。"},
	{ComplaintOrdinary, 3, false, "学生", "反映体育课连续两周被占用上语文课。", "已核实，学校责成年级组整改，恢复体育课，督学随机抽查课表。"},
	{ComplaintOrdinary, 11, true, "家长", "反映幼儿园门口接送时没有查验接送卡。", "已与园长核实，园方重新培训门卫，当天起逐人查验。"},
	{ComplaintOrdinary, 12, true, "家长", "反映幼儿园要求统一购买指定品牌的被褥。", "已核实为自愿购买，园方在家长群作了说明并撤回统一订购。"},
	{ComplaintSpecial, 2, false, "家长", "反映学校课后服务另收资料费，每生每学期一百二十元，没有收据。", ""},
	{ComplaintSpecial, 5, false, "家长", "反映一名教师在校外有偿补课，并在课堂上暗示学生参加。", ""},
	{ComplaintSpecial, 6, false, "群众", "反映教学楼外墙瓷砖脱落，下方是学生集合的地方，多次反映没有处理。", ""},
}

// sampleSpecials are how far the special ones of the newest months have gone.
var sampleSpecials = []string{ComplaintClosed, ComplaintAnswered, ComplaintAside, ComplaintNew, ComplaintInHand}

// makeComplaints makes up two to four complaints a month; the dice are their own,
// so that the rest of the county stays as it is.
func (s *sampler) makeComplaints() {
	dice := s.Rand
	s.Rand = rand.New(rand.NewPCG(sampleSeed, 2))
	defer func() { s.Rand = dice }()
	special := 0
	for m := s.size.From; m <= s.size.To; m = m.Add(1) {
		days := s.schoolDays(m)
		if len(days) < 5 {
			continue
		}
		list := []SampleComplaint{}
		for range s.between(2, 4) {
			call := sampleCalls[s.IntN(9)]
			list = append(list, s.complaint(call, days[s.IntN(len(days))], ComplaintClosed))
		}
		if recent := m.Add(5) > s.size.To; recent || m.Number()%4 == 0 {
			state := ComplaintClosed
			if recent { // the newest ones are in every state
				state = sampleSpecials[special%len(sampleSpecials)]
				special++
			}
			list = append(list, s.complaint(sampleCalls[9+s.IntN(3)], days[len(days)/2], state))
		}
		slices.SortStableFunc(list, func(a, b SampleComplaint) int {
			return cmp.Or(cmp.Compare(a.Complaint.ReceivedOn, b.Complaint.ReceivedOn), cmp.Compare(a.Complaint.ReceivedAt, b.Complaint.ReceivedAt))
		})
		s.c.Complaints = append(s.c.Complaints, list...)
	}
	for i := len(s.c.Complaints) - 1; i >= 0; i-- { // the newest one in hand became a finding
		if x := &s.c.Complaints[i]; x.Complaint.State == ComplaintInHand {
			x.Opens = true
			return
		}
	}
}

func (s *sampler) complaint(call sampleCall, day Date, state string) SampleComplaint {
	n := s.IntN(9)
	c := Complaint{ReceivedOn: day, ReceivedAt: s.pick([]string{"08:40", "09:15", "10:30", "11:05", "14:50", "15:35", "16:20"}),
		Channel: s.pick(append([]string{Channels[0], Channels[0], Channels[0]}, Channels...)), Name: s.person("", ""), Gender: GenderChoices[s.IntN(2)], Identity: call.who,
		Phone: fmt.Sprintf("1380000%04d", s.between(5000, 9999)), MatterID: call.matter, Content: call.content, Kind: call.kind,
		Recorder: s.c.Inspectors[s.IntN(min(2, len(s.c.Inspectors)))].Name, Handler: s.c.Inspectors[s.IntN(min(6, len(s.c.Inspectors)))].Name, Steps: []Step{}}
	switch {
	case n == 0 && !c.Special(): // who is to be answered leaves a name
		c.Name, c.Phone, c.Gender = "", "", ""
	case n == 1:
		c.Phone = fmt.Sprintf("jz%03d@example.com", s.IntN(1000))
	}
	if call.matter == 0 {
		c.Target = s.pick([]string{"县教育局学前教育股", "县教育局基础教育股"})
	} else {
		c.SchoolID = s.schoolOfKind(call.infant)
	}
	if !c.Special() {
		c.Answer, c.AnswerWay, c.AnsweredOn, c.ClosedOn, c.State = call.answer, s.pick(AnswerWays[:3]), day, day, ComplaintClosed
		return SampleComplaint{Complaint: c}
	}
	s.follow(&c, state)
	return SampleComplaint{Complaint: c}
}

// follow takes a special complaint through the opinions as far as the state.
func (s *sampler) follow(c *Complaint, state string) {
	c.State = state
	c.DueOn = c.ReceivedOn.AddDays(15)
	if state == ComplaintNew {
		return
	}
	on := c.ReceivedOn.AddDays(1)
	c.Steps = append(c.Steps, Step{Step: StepAdvice, On: on, By: s.c.Settings.Director, Text: "请责任督学到校核实，三日内报情况；建议转相关股室协同办理。"})
	if state == ComplaintAside {
		c.Note = "反映人来电说明暂不追究，留存备查。"
		return
	}
	c.Steps = append(c.Steps, Step{Step: StepDirection, On: on.AddDays(1), By: "分管领导 " + s.c.Settings.Archivist, Text: "同意督导室意见，请纪检和基教两股室核查，从严处理。"})
	c.Department = "县教育局基础教育股"
	if state == ComplaintInHand {
		return
	}
	c.Steps = append(c.Steps, Step{Step: StepWork, On: on.AddDays(4), Text: "已会同责任督学到校调查，走访学生和家长，调取有关资料，情况基本属实。"})
	c.Result, c.Undertaker, c.ResultOn = "学校已停止有关做法，退还或整改到位；对责任人批评教育，在全县通报。", c.Handler, on.AddDays(7)
	c.Answer, c.AnswerWay, c.AnsweredOn = "已将处理结果逐项告知反映人，反映人表示认可。", AnswerWays[0], on.AddDays(8)
	if state == ComplaintClosed {
		c.ClosedOn = on.AddDays(8)
	}
}

func (s *sampler) schoolOfKind(infant bool) int64 {
	for {
		if sc := s.c.Schools[s.IntN(len(s.c.Schools))]; sc.Kindergarten() == infant && sc.State == OpenSchool {
			return sc.ID
		}
	}
}
