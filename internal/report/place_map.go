package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// ZoneMap is the 责任区公示图: every zone with its inspectors and the schools each
// of them answers for, as a diagram to be put up. It is shown to the public.
func (p Places) ZoneMap(size PlateSize) doc.Document {
	set := p.Settings
	title := set.CountyName + "督学责任区公示"
	if p.Zone != "" {
		title = set.CountyName + p.Zone + "公示"
	}
	d := doc.Document{Title: title, Style: doc.Form, Width: size.Width, Height: size.Height, Sample: set.Sample}
	tree := doc.Tree{}
	for _, z := range p.Zones {
		tree.Roots = append(tree.Roots, p.zoneRoot(z))
	}
	if rest := p.unplaced(); len(rest) > 0 {
		tree.Roots = append(tree.Roots, doc.TreeRoot{Name: office.Unzoned, Notes: []string{itoa(len(rest)) + "所"},
			Nodes: []doc.TreeNode{{Name: "待定", Leaves: []doc.TreeLeaf{{Text: p.names(rest)}}}}})
	}
	d.Blocks = []doc.Block{doc.Title{Text: title, Subtitle: "（" + p.Day.Chinese() + "）"}}
	d.Blocks = append(d.Blocks, doc.Ends{Left: fmt.Sprintf("责任区%d个，学校%d所，其中幼儿园%d所", len(p.Zones), len(p.Schools), p.infants()), Right: "实线：责任督学　虚线：协助督学"})
	return p.posted(d, tree)
}

// posted ends the poster: whom to turn to, who put it up.
func (p Places) posted(d doc.Document, tree doc.Tree) doc.Document {
	contact := doc.Text(p.contact())
	contact.NoIndent = true
	d.Blocks = append(d.Blocks, tree, contact, doc.Signature{Office: p.Settings.OfficeName, Date: p.Day.Chinese()})
	return d
}

func (p Places) zoneRoot(z office.Zone) doc.TreeRoot {
	schools := []office.School{}
	people := z.People()
	for _, s := range p.Schools {
		if p.ZoneOf(s.ID).ID != z.ID {
			continue
		}
		schools = append(schools, s)
		for _, a := range p.AnswersFor(s.ID) {
			people = appendNew(people, a.InspectorID)
		}
	}
	root := doc.TreeRoot{Name: z.Name, Notes: []string{itoa(len(schools)) + "所学校"}}
	for _, who := range []struct {
		role string
		id   int64
	}{{"负责人", z.LeaderID}, {"副职", z.DeputyID}} {
		if name := p.Inspector(who.id).Name; name != "" {
			root.Notes = append(root.Notes, who.role+" "+name)
		}
	}
	for _, id := range people {
		root.Nodes = append(root.Nodes, p.inspectorNode(id, schools))
	}
	alone := []office.School{}
	for _, s := range schools {
		if len(p.AnswersFor(s.ID)) == 0 {
			alone = append(alone, s)
		}
	}
	if len(alone) > 0 {
		root.Nodes = append(root.Nodes, doc.TreeNode{Name: "待定", Leaves: []doc.TreeLeaf{{Text: p.names(alone)}}})
	}
	return root
}

// inspectorNode is an inspector with the schools of the zone: those he answers for
// and those where he assists.
func (p Places) inspectorNode(id int64, schools []office.School) doc.TreeNode {
	main, assisting := []string{}, []string{}
	for _, s := range schools {
		for _, a := range p.AnswersFor(s.ID) {
			switch {
			case a.InspectorID != id:
			case a.Role == office.AssignmentRoles[0]:
				main = append(main, p.short(s))
			default:
				assisting = append(assisting, p.short(s))
			}
		}
	}
	x := p.Inspector(id)
	n := doc.TreeNode{Name: x.Name}
	if x.Mobile != "" {
		n.Notes = []string{x.Mobile}
	}
	if len(main) > 0 {
		n.Leaves = append(n.Leaves, doc.TreeLeaf{Label: fmt.Sprintf("责任督学 %d所　", len(main)), Text: strings.Join(main, "、")})
	}
	if len(assisting) > 0 {
		n.Leaves = append(n.Leaves, doc.TreeLeaf{Label: fmt.Sprintf("协助 %d所　", len(assisting)), Text: strings.Join(assisting, "、"), Dashed: true})
	}
	return n
}
