package desk

import (
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const (
	dossierSchoolID    = "学校名称、标识码或序号，可以加学年：示例县第一小学/2025-2026，历年的写成 示例县第一小学/全部；不写为本学年"
	dossierInspectorID = "督学姓名、督学证号或序号，可以加学年：姓名/2025-2026，历年的写成 姓名/全部；后面加 /完整 不遮盖身份证号"
	briefingID         = "学校名称、标识码或序号"
	briefingsID        = "督学姓名、督学证号或序号"
	teamsID            = "“今天”为现有的组，“全部”连同已结束的"

	allWord = "全部"
)

// dossierForms are the papers that gather what is known of a person or a school.
func dossierForms() []form {
	return []form{
		{Form{"briefing", "见校长前五分钟", "school", briefingID, asText}, (*Desk).briefing},
		{Form{"dossier_school", "一校一档", "school", dossierSchoolID, asText}, (*Desk).schoolDossier},
		{Form{"dossier_inspector", "一人一档", "inspector", dossierInspectorID, asText}, (*Desk).inspectorDossier},
		{Form{"briefings", "见校长前五分钟（所负责学校合订）", "inspector", briefingsID, asText}, (*Desk).briefings},
		{Form{"teams", "督学协作组一览表", "team", teamsID, asTable}, (*Desk).teamList},
	}
}

// dossierSpan cuts the school year off an id: today's without one, none for 全部.
func (d *Desk) dossierSpan(id string) (name, span string, err error) {
	name, text := cutLast(id, "/")
	span, err = d.dossierYear(text)
	return name, span, err
}

// dossierYear reads a school year: empty is today's, 全部 every one.
func (d *Desk) dossierYear(text string) (string, error) {
	today, err := d.store.AsOf()
	if err != nil || text == allWord {
		return "", err
	}
	year, err := office.ParseWorkYear(text, today)
	return year.Key, err
}

func (d *Desk) dossierPaper(read func(span string) (office.Dossier, error), span string) (built, error) {
	p := report.DossierPaper{}
	var err error
	if p.Dossier, err = read(span); err != nil {
		return built{}, err
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	p.Day, err = d.store.AsOf()
	return builtOf(p, err)
}

func (d *Desk) schoolDossier(id string) (built, error) {
	name, span, err := d.dossierSpan(id)
	if err != nil {
		return built{}, err
	}
	n, err := numbered(name, d.store.SchoolID)
	if err != nil {
		return built{}, err
	}
	return d.dossierPaper(func(span string) (office.Dossier, error) { return d.store.SchoolDossier(n, span, 0) }, span)
}

func (d *Desk) inspectorDossier(id string) (built, error) {
	bare, whole := strings.CutSuffix(id, unmasked)
	name, span, err := d.dossierSpan(bare)
	if err != nil {
		return built{}, err
	}
	n, err := numbered(name, d.store.InspectorID)
	if err != nil {
		return built{}, err
	}
	return d.dossierPaper(func(span string) (office.Dossier, error) { return d.store.InspectorDossier(n, span, 0, whole) }, span)
}

func (d *Desk) briefing(id string) (built, error) {
	n, err := numbered(id, d.store.SchoolID)
	if err != nil {
		return built{}, err
	}
	return d.briefingPaper([]int64{n}, "")
}

// briefings are those of all schools that an inspector answers for, bound together.
func (d *Desk) briefings(id string) (built, error) {
	n, err := numbered(id, d.store.InspectorID)
	if err != nil {
		return built{}, err
	}
	day, err := d.store.AsOf()
	if err != nil {
		return built{}, err
	}
	schools, err := d.store.SchoolsAnsweredFor(n, day)
	if err != nil {
		return built{}, err
	}
	name := d.store.Title("inspector", n)
	if len(schools) == 0 {
		return built{}, office.Invalid("%s现在没有负责的学校，没有可以印的。请先在“学校”里登记挂牌。", name)
	}
	return d.briefingPaper(schools, name)
}

func (d *Desk) briefingPaper(schools []int64, whose string) (built, error) {
	p := report.BriefingPaper{Whose: whose}
	var err error
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	for _, id := range schools {
		b, err := d.store.Briefing(id)
		if err != nil {
			return built{}, err
		}
		p.Schools = append(p.Schools, b)
	}
	return builtOf(p, nil)
}

func (d *Desk) teamList(id string) (built, error) {
	q := store.ListQuery{Filters: map[string]string{"state": "在组"}}
	switch id {
	case allWord:
		q.Filters = nil
	case todayWord:
	default:
		return built{}, office.Invalid("“%s”不对，请写“今天”或“全部”。", id)
	}
	page, err := d.store.Teams(q)
	if err != nil {
		return built{}, err
	}
	p := report.TeamPaper{}
	if p.Settings, err = d.store.Settings(); err != nil {
		return built{}, err
	}
	for _, r := range page.Rows {
		p.Teams = append(p.Teams, report.TeamLine{Name: r.Name, Leader: r.Leader, Members: r.Members, Plus: strings.TrimSpace(r.PlusName + " " + r.PlusPost), Helps: r.Helps, State: r.State, Note: r.Note,
			StartsOn: r.StartsOn, EndsOn: r.EndsOn, Visits: r.Visits, Findings: r.Findings})
	}
	p.Day, err = d.store.AsOf()
	return builtOf(p, err)
}
