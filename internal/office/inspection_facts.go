package office

// GroupFacts is a 督导组 with its members, as papers name them.
type GroupFacts struct {
	Group   InspectionGroup
	Members []InspectionMember
}

// UnitFacts is a unit with all that its papers tell of.
type UnitFacts struct {
	Unit     InspectionUnit
	Town     string
	Zone     string
	Group    string
	Standing Standing
	Findings []Finding
}

// InspectionFacts is an inspection with all that its papers tell of.
type InspectionFacts struct {
	Inspection Inspection
	Course     Course
	Groups     []GroupFacts
	Units      []UnitFacts
	Texts      map[string]string // the parts of its report that the clerk has written, by key
	Today      Date
}

// GroupOf returns the group of the unit, a zero one when it has none.
func (f InspectionFacts) GroupOf(u InspectionUnit) GroupFacts {
	for _, g := range f.Groups {
		if g.Group.ID == u.GroupID && u.GroupID != 0 {
			return g
		}
	}
	return GroupFacts{}
}
