package desk

import (
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
)

const (
	trainingID      = "培训编号（如 PX2026-0001）或序号"
	trainingYearID  = "年度（如 2026），不写为今年"
	trainingOwnerID = "督学姓名、督学证号或序号，可以加年度：姓名/2026"
)

// trainingForms are the papers of trainings.
func trainingForms() []form {
	return []form{
		{Form{"training_notice", "培训通知", "training", trainingID, asText}, trainingPaper(report.TrainingPaper.Notice)},
		{Form{"training_sign", "培训签到表", "training", trainingID, asBoth}, trainingPaper(report.TrainingPaper.SignSheet)},
		{Form{"training_record", "督学培训登记表", "training", trainingID, asBoth}, trainingPaper(report.TrainingPaper.Record)},
		{Form{"training_hours", "培训学时统计表", "trainings", trainingYearID, asTable}, (*Desk).trainingHours},
		{Form{"training_file", "个人培训档案", "training_person", trainingOwnerID, asBoth}, (*Desk).trainingFile},
	}
}

// trainingPaper makes the build of a paper of one training.
func trainingPaper(make func(report.TrainingPaper) doc.Document) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		n, err := numbered(id, d.store.TrainingID)
		if err != nil {
			return built{}, err
		}
		p := report.TrainingPaper{People: map[int64]office.Inspector{}}
		if p.Training, err = d.store.Training(n); err != nil {
			return built{}, err
		}
		for _, x := range p.Training.People {
			if p.People[x.InspectorID], err = d.store.Inspector(x.InspectorID); err != nil {
				return built{}, err
			}
		}
		if p.Settings, err = d.store.Settings(); err != nil {
			return built{}, err
		}
		return built{document: make(p)}, nil
	}
}

// givenYear reads a year, 0 for none given.
func givenYear(text string) (int, error) {
	if text = strings.TrimSpace(text); text == "" || text == todayWord {
		return 0, nil
	}
	return yearOf(text)
}

func (d *Desk) trainingBook(text string) (b report.TrainingBook, err error) {
	year, err := givenYear(text)
	if err != nil {
		return b, err
	}
	hours, err := d.trainingYear(year)
	if err != nil {
		return b, err
	}
	b.Year, b.Rule, b.People = hours.Year, hours.Rule, hours.People
	b.Settings, err = d.store.Settings()
	return b, err
}

func (d *Desk) trainingHours(id string) (built, error) {
	b, err := d.trainingBook(id)
	return built{document: b.Ledger()}, err
}

func (d *Desk) trainingFile(id string) (built, error) {
	name, year := cutLast(id, "/")
	n, err := numbered(name, d.store.InspectorID)
	if err != nil {
		return built{}, err
	}
	who, err := d.store.Inspector(n)
	if err != nil {
		return built{}, err
	}
	b, err := d.trainingBook(year)
	if err != nil {
		return built{}, err
	}
	h := office.TrainingHours{InspectorID: n, Name: who.Name, Required: int(b.Rule.Value)}
	if at := slices.IndexFunc(b.People, func(x office.TrainingHours) bool { return x.InspectorID == n }); at >= 0 {
		h = b.People[at]
	}
	return built{document: b.PersonFile(who, h)}, nil
}
