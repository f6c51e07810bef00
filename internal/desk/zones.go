package desk

import (
	"fmt"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Zones is the screen 责任区.
type Zones struct{ d *Desk }

// ZoneBoard is one division with everything on it.
type ZoneBoard struct {
	Version  office.ZoneVersion `json:"version"`
	Zones    []ZoneCard         `json:"zones"`
	Unplaced []ZoneSchool       `json:"unplaced"`
}

// ZoneCard is one zone on the board; Warnings name the limits it breaks.
type ZoneCard struct {
	Zone     office.Zone    `json:"zone"`
	Leader   string         `json:"leader"`
	Deputy   string         `json:"deputy"`
	Members  []store.Option `json:"members"`
	Schools  []ZoneSchool   `json:"schools"`
	Warnings []string       `json:"warnings"`
}

// ZoneSchool is one school on the board.
type ZoneSchool struct {
	ID         int64  `json:"id"`
	Name       string `json:"name"`
	Kind       string `json:"kind"`
	Inspectors string `json:"inspectors"`
	// Answers are those who answer for the school, the responsible ones first.
	Answers []ZoneAnswer `json:"answers"`
}

// ZoneAnswer is an inspector who answers for a school.
type ZoneAnswer struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"` // 主 or 协
}

// Versions returns the divisions, newest first.
func (z *Zones) Versions() (list []office.ZoneVersion, err error) {
	defer caught(&err)
	return z.d.store.ZoneVersions()
}

// SaveVersion adds or changes a division.
func (z *Zones) SaveVersion(in office.ZoneVersion) (out office.ZoneVersion, err error) {
	defer caught(&err)
	out, err = z.d.store.SaveZoneVersion(in)
	return ok(z.d, out, err)
}

// CopyVersionInput names a new division made from an old one.
type CopyVersionInput struct {
	ID        int64       `json:"id"`
	Number    string      `json:"number"`
	ValidFrom office.Date `json:"validFrom"`
}

// CopyVersion makes a new division from an old one.
func (z *Zones) CopyVersion(in CopyVersionInput) (out office.ZoneVersion, err error) {
	defer caught(&err)
	out, err = z.d.store.CopyZoneVersion(in.ID, in.Number, in.ValidFrom)
	return ok(z.d, out, err)
}

// Get returns a division with its zones; id 0 is the one in force today.
func (z *Zones) Get(id int64) (board ZoneBoard, err error) {
	defer caught(&err)
	st := z.d.store
	board = ZoneBoard{Zones: []ZoneCard{}, Unplaced: []ZoneSchool{}}
	versions, err := st.ZoneVersions()
	if err != nil || len(versions) == 0 {
		return board, err
	}
	today, err := st.ZoneVersionOn(st.Today())
	if err != nil {
		return board, err
	}
	board.Version = versions[0]
	for _, v := range versions {
		if v.ID == id || (id == 0 && v.ID == today.ID) {
			board.Version = v
		}
	}
	zones, err := st.Zones(board.Version.ID)
	if err != nil {
		return board, err
	}
	return board, z.fill(&board, zones)
}

func (z *Zones) fill(board *ZoneBoard, zones []office.Zone) error {
	st := z.d.store
	day := st.Today()
	if v := board.Version; !(office.Period{From: v.ValidFrom, To: v.ValidTo}).Has(day) && v.ValidTo != "" {
		day = v.ValidTo.AddDays(-1)
	}
	schools, err := st.SchoolNames(day)
	if err != nil {
		return err
	}
	inspectors, err := st.InspectorOptions()
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, i := range inspectors {
		names[i.ID] = i.Name
	}
	answers, err := st.Answers(day)
	if err != nil {
		return err
	}
	zoneSchool := func(s store.SchoolName) ZoneSchool {
		out := ZoneSchool{ID: s.ID, Name: s.Name, Kind: s.Kind, Inspectors: s.Inspectors, Answers: []ZoneAnswer{}}
		for _, a := range answers[s.ID] {
			out.Answers = append(out.Answers, ZoneAnswer{a.InspectorID, names[a.InspectorID], a.Role})
		}
		return out
	}
	byID := map[int64]store.SchoolName{}
	for _, s := range schools {
		byID[s.ID] = s
	}
	placed := map[int64]bool{}
	for _, zone := range zones {
		card := ZoneCard{Zone: zone, Leader: names[zone.LeaderID], Deputy: names[zone.DeputyID], Members: []store.Option{}, Schools: []ZoneSchool{}}
		for _, id := range zone.Members {
			card.Members = append(card.Members, store.Option{ID: id, Name: names[id]})
		}
		for _, id := range zone.Schools {
			placed[id] = true
			card.Schools = append(card.Schools, zoneSchool(byID[id]))
		}
		if card.Warnings, err = z.warnings(card, day); err != nil {
			return err
		}
		board.Zones = append(board.Zones, card)
	}
	for _, s := range schools {
		if !placed[s.ID] && s.State == office.OpenSchool {
			board.Unplaced = append(board.Unplaced, zoneSchool(s))
		}
	}
	return nil
}

// warnings names the limits that a zone breaks, with their source.
func (z *Zones) warnings(card ZoneCard, day office.Date) ([]string, error) {
	out := []string{}
	maxSchools, err := z.d.store.Rule(office.RuleZoneSchools, day)
	if err != nil {
		return out, err
	}
	minInspectors, err := z.d.store.Rule(office.RuleZoneInspectors, day)
	if err != nil {
		return out, err
	}
	if n := len(card.Schools); float64(n) > maxSchools {
		out = append(out, fmt.Sprintf("有 %d 所学校，超过 %g 所", n, maxSchools))
	}
	if n := len(card.Members); float64(n) < minInspectors {
		out = append(out, fmt.Sprintf("有 %d 名督学，少于 %g 名", n, minInspectors))
	}
	alone := 0
	for _, s := range card.Schools {
		if s.Inspectors == "" {
			alone++
		}
	}
	if alone > 0 {
		out = append(out, fmt.Sprintf("%d 所学校没有责任督学", alone))
	}
	return out, nil
}

// CompareInput names two divisions.
type CompareInput struct {
	A int64 `json:"a"`
	B int64 `json:"b"`
}

// ZoneMove is a school that lies in other zones in two divisions.
type ZoneMove struct {
	SchoolID int64  `json:"schoolId"`
	School   string `json:"school"`
	From     string `json:"from"` // '' when not placed
	To       string `json:"to"`
}

// Compare lists the schools that two divisions place differently.
func (z *Zones) Compare(in CompareInput) (moves []ZoneMove, err error) {
	defer caught(&err)
	moves = []ZoneMove{}
	place := func(version int64) (map[int64]string, error) {
		zones, err := z.d.store.Zones(version)
		at := map[int64]string{}
		for _, zone := range zones {
			for _, id := range zone.Schools {
				at[id] = zone.Name
			}
		}
		return at, err
	}
	a, err := place(in.A)
	if err != nil {
		return moves, err
	}
	b, err := place(in.B)
	if err != nil {
		return moves, err
	}
	schools, err := z.d.store.SchoolNames(z.d.store.Today())
	if err != nil {
		return moves, err
	}
	for _, s := range schools {
		if a[s.ID] != b[s.ID] {
			moves = append(moves, ZoneMove{s.ID, s.Name, a[s.ID], b[s.ID]})
		}
	}
	return moves, nil
}

// SaveZone adds or changes a zone with its members and schools.
func (z *Zones) SaveZone(in office.Zone) (out office.Zone, err error) {
	defer caught(&err)
	out, err = z.d.store.SaveZone(in)
	return ok(z.d, out, err)
}

// DeleteZone removes a zone; its schools become unplaced.
func (z *Zones) DeleteZone(id int64) (err error) {
	defer caught(&err)
	return done(z.d, z.d.store.DeleteZone(id))
}

// PlaceInput names schools and the zone they move to.
type PlaceInput struct {
	ZoneID    int64   `json:"zoneId"`
	SchoolIDs []int64 `json:"schoolIds"`
}

// PlaceSchools moves schools into a zone.
func (z *Zones) PlaceSchools(in PlaceInput) (err error) {
	defer caught(&err)
	return done(z.d, z.d.store.PlaceSchools(in.ZoneID, in.SchoolIDs))
}
