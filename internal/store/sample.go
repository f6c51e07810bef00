package store

import (
	"fmt"

	"dudao/internal/office"
)

// Empty tells whether the office has written nothing yet: no school, inspector,
// zone, term or visit, not even in the recycle bin.
func (s *Store) Empty() (bool, error) { return empty(s.r) }

func empty(g getter) (bool, error) {
	var n int
	err := g.Get(&n, `SELECT EXISTS (SELECT 1 FROM schools) + EXISTS (SELECT 1 FROM inspectors) + EXISTS (SELECT 1 FROM zone_versions)
		+ EXISTS (SELECT 1 FROM terms) + EXISTS (SELECT 1 FROM visits)`)
	return n == 0, err
}

// FillSample writes a made-up county into an empty database, in one
// transaction and by the way that all records go, so that numbers, search and
// change log are right. CodeConflict when there is anything already.
func (s *Store) FillSample(c office.County) error { return s.FillSampleWith(c, nil) }

// FillSampleWith is FillSample with files, whose bytes files puts into the vault:
// records and files are one action.
func (s *Store) FillSampleWith(c office.County, files func(SampleOwners) ([]office.Attachment, error)) error {
	return s.write(Change{Action: "sample", Label: "装入示例县"}, func(t *tx) error {
		blank, err := empty(t)
		if err != nil {
			return err
		}
		if !blank {
			return office.Errorf(office.CodeConflict, "这个数据文件夹里已经有记录，示例县只能装进空的数据文件夹，没有改动任何内容。请另选一个空文件夹。")
		}
		t.ledger = true
		f := sampleFiller{tx: t}
		for _, step := range []func(office.County) error{f.office, f.schools, f.inspectors, f.division, f.visits, f.notices, f.rounds, f.practices, f.complaints,
			f.tenures, f.recusals, f.trainings, f.plans, f.officeYear, f.sheets, f.inspections, f.checklists, f.teams, f.assessments, f.archive, f.shelf, f.tray, f.evaluations, f.gaps, f.files} {
			if err := step(c); err != nil {
				return fmt.Errorf("fill the sample county: %w", err)
			}
		}
		if files == nil {
			return nil
		}
		list, err := files(f.owners)
		for i := 0; i < len(list) && err == nil; i++ {
			err = t.addAttachment(&list[i])
		}
		return err
	})
}

// sampleFiller writes a county; the maps go from the county's ids to the
// database's.
type sampleFiller struct {
	*tx
	school, inspector, version, point map[int64]int64
	visit, finding, notice            map[int64]int64
	appointment, item, evidence       map[int64]int64 // item: of the archive
}

func (f *sampleFiller) office(c office.County) error {
	if err := f.putSetting("office", c.Settings); err != nil {
		return err
	}
	for _, term := range c.Terms {
		if _, err := insert(f.tx, "terms", term); err != nil {
			return err
		}
	}
	points, err := find[office.Checkpoint](f.tx, "checkpoints", "")
	if err != nil {
		return err
	}
	f.point = map[int64]int64{}
	for _, want := range office.DefaultCheckpoints {
		for _, p := range points {
			if p.MatterID == want.MatterID && p.Method == want.Method && p.Name == want.Name {
				f.point[want.ID] = p.ID
			}
		}
	}
	return nil
}

func (f *sampleFiller) schools(c office.County) error {
	f.school = map[int64]int64{}
	for _, sc := range c.Schools {
		id := sc.ID
		sc.ID = 0
		if err := f.saveSchool(&sc); err != nil {
			return err
		}
		f.school[id] = sc.ID
	}
	for _, a := range c.Aliases {
		if _, err := f.Exec(`INSERT INTO school_aliases (school_id, alias) VALUES (?, ?)`, f.school[a.SchoolID], a.Alias); err != nil {
			return wrap(err, "学校简称")
		}
	}
	return nil
}

func (f *sampleFiller) inspectors(c office.County) error {
	f.inspector = map[int64]int64{}
	for _, p := range c.Inspectors {
		id := p.ID
		p.ID = 0
		if err := f.saveInspector(&p); err != nil {
			return err
		}
		f.inspector[id] = p.ID
	}
	f.appointment = map[int64]int64{}
	for i, a := range c.Appointments {
		a.InspectorID = f.inspector[a.InspectorID]
		if err := f.saveAppointment(&a); err != nil {
			return err
		}
		f.appointment[int64(i+1)] = a.ID
	}
	return nil
}

// division writes the zones of both versions and who answers for each school.
func (f *sampleFiller) division(c office.County) error {
	f.version = map[int64]int64{}
	for _, v := range c.Versions {
		id := v.ID
		v.ID = 0
		if err := f.saveZoneVersion(&v); err != nil {
			return err
		}
		f.version[id] = v.ID
	}
	for _, z := range c.Zones {
		z.ID, z.VersionID = 0, f.version[z.VersionID]
		z.LeaderID, z.DeputyID = f.inspector[z.LeaderID], f.inspector[z.DeputyID]
		z.Members, z.Schools = mapped(f.inspector, z.Members), mapped(f.school, z.Schools)
		if err := f.saveZone(&z); err != nil {
			return err
		}
	}
	for _, a := range c.Assignments {
		a.SchoolID, a.InspectorID = f.school[a.SchoolID], f.inspector[a.InspectorID]
		if err := f.saveAssignment(&a); err != nil {
			return err
		}
	}
	return nil
}

func (f *sampleFiller) visits(c office.County) error {
	f.visit, f.finding = map[int64]int64{}, map[int64]int64{}
	for i := range c.Visits {
		form := VisitForm(c.Visits[i])
		v := &form.Visit
		v.SchoolID, v.InspectorID, v.Companions = f.school[v.SchoolID], f.inspector[v.InspectorID], mapped(f.inspector, v.Companions)
		checks := make([]office.CheckResult, len(v.Checks))
		for k, r := range v.Checks {
			r.CheckpointID = f.point[r.CheckpointID]
			checks[k] = r
		}
		v.Checks = checks
		for k := range form.Lessons {
			form.Lessons[k].InspectorID = v.InspectorID
		}
		for k := range form.Inquiries {
			form.Inquiries[k].InspectorID = v.InspectorID
		}
		v.Normalize()
		if err := v.Validate(); err != nil {
			return err
		}
		if err := f.saveVisit(v); err != nil {
			return err
		}
		if err := f.saveParts(&form); err != nil {
			return err
		}
		f.visit[int64(i+1)] = v.ID
		for _, p := range form.Findings {
			f.finding[int64(len(f.finding)+1)] = p.ID
		}
	}
	return nil
}

// notices writes the papers, each with its number, 文号 and steps.
func (f *sampleFiller) notices(c office.County) (err error) {
	f.notice = map[int64]int64{}
	for _, n := range c.Notices {
		id := n.ID
		n.ID, n.SchoolID, n.VisitID, n.InspectorID = 0, f.school[n.SchoolID], f.visit[n.VisitID], f.inspector[n.InspectorID]
		n.Findings = mapped(f.finding, n.Findings)
		n.Normalize()
		if err := n.Validate(); err != nil {
			return err
		}
		if n.Issued() {
			if n.DocNumber, err = f.docNumber(&n, ""); err != nil {
				return err
			}
		}
		if err := f.putNotice(&n); err != nil {
			return err
		}
		all := n.Steps
		for i := range all {
			n.Steps = all[:i+1]
			if err := f.putLastStep(n); err != nil {
				return err
			}
		}
		f.notice[id] = n.ID
	}
	return nil
}

func (f *sampleFiller) rounds(c office.County) error {
	for _, r := range c.Rounds {
		r.FindingID, r.NoticeID, r.RecheckerID = f.finding[r.FindingID], f.notice[r.NoticeID], f.inspector[r.RecheckerID]
		if _, err := insert(f.tx, "rounds", r); err != nil {
			return wrap(err, "整改轮次")
		}
	}
	return nil
}

func (f *sampleFiller) practices(c office.County) error {
	for _, p := range c.Practices {
		p.SchoolID, p.VisitID, p.InspectorID = f.school[p.SchoolID], f.visit[p.VisitID], f.inspector[p.InspectorID]
		if err := f.savePractice(&p); err != nil {
			return err
		}
	}
	return nil
}

// mapped returns the ids under which the database knows the county's ids.
func mapped(to map[int64]int64, ids []int64) []int64 {
	out := make([]int64, len(ids))
	for i, id := range ids {
		out[i] = to[id]
	}
	return out
}

func (f *sampleFiller) complaints(c office.County) error {
	for _, x := range c.Complaints {
		r := x.Complaint
		r.SchoolID = f.school[r.SchoolID]
		if err := f.saveComplaint(&r); err != nil {
			return err
		}
		if !x.Opens {
			continue
		}
		if _, err := f.complaintFinding(&r, r.ReceivedOn.AddDays(2), r.DueOn); err != nil {
			return err
		}
	}
	return nil
}

func (f *sampleFiller) teams(c office.County) error {
	for _, m := range c.Teams {
		m.ID, m.LeaderID, m.Members = 0, f.inspector[m.LeaderID], mapped(f.inspector, m.Members)
		if err := f.saveTeam(&m); err != nil {
			return err
		}
	}
	return nil
}
