package desk

import (
	"strconv"

	"dudao/internal/binder/usb"
	"dudao/internal/office"
	"dudao/internal/store"
)

// page writes the page itself: its data, the list of all files, and what every
// copy has.
func (m *usbMaker) page() error {
	data := usb.Data{Title: m.title(), Subject: m.facts.Subject, Year: strconv.Itoa(m.facts.Evaluation.Year) + "年", Office: m.set.OfficeName, Level: m.in.Level, Watermark: m.in.Watermark,
		MadeOn: string(m.d.store.Today()), ExpiresOn: string(m.in.ExpiresOn), Source: m.facts.Standard.Title() + "，" + m.facts.Standard.Source, Items: m.pieces()}
	place := map[int64]int{}
	for i, id := range m.order {
		place[id] = i
	}
	var err error
	if data.Lines, err = m.lines(place); err != nil {
		return err
	}
	data.Readings = store.Readings(data.Texts())
	script, err := data.Script()
	if err != nil {
		return err
	}
	if err := m.folder.write(usb.DataFile, script); err != nil {
		return err
	}
	pages, err := usb.Pages()
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := m.folder.write(p.Name, p.Text); err != nil {
			return err
		}
	}
	return m.manifest()
}

// manifest writes the list of all files, by which they are checked.
func (m *usbMaker) manifest() error {
	sums := map[string]usb.Sum{}
	for _, name := range m.folder.names() {
		mark := m.folder.mark(name)
		sums[name] = usb.Sum{Bytes: mark.Bytes, SHA256: mark.SHA256}
	}
	list, err := usb.Manifest(sums)
	if err != nil {
		return err
	}
	if err := m.folder.write(usb.ManifestFile, list); err != nil {
		return err
	}
	m.out.SHA256 = m.folder.mark(usb.ManifestFile).SHA256
	return nil
}

// pieces are the pieces of evidence as the page shows them.
func (m *usbMaker) pieces() []usb.Item {
	out := []usb.Item{}
	for i, id := range m.order {
		e := m.items[id]
		item := usb.Item{Title: m.mask.Text(e.Title), Number: m.mask.Text(e.DocNumber), Author: m.mask.Text(e.Author), Date: string(e.DatedOn), Place: e.Place, Flaw: e.Flaw, Parts: m.parts[i]}
		if e.DatedTo != "" {
			item.Date += " 至 " + string(e.DatedTo)
		}
		for _, p := range e.parts {
			if p.Place != "" {
				item.Place = p.Place
			}
		}
		item.Place = m.mask.Text(item.Place)
		if !m.in.Gaps {
			item.Flaw = ""
		}
		out = append(out, item)
	}
	return out
}

// lines are the standard's lines as the page shows them; place tells where a
// piece of evidence stands among the items.
func (m *usbMaker) lines(place map[int64]int) ([]usb.Line, error) {
	needs := map[[2]int64]int64{} // which need a piece fulfils at a point
	for _, l := range m.facts.Links {
		needs[[2]int64{l.IndicatorID, l.EvidenceID}] = l.NeedID
	}
	gaps, err := m.gaps()
	if err != nil {
		return nil, err
	}
	out := []usb.Line{}
	for i, x := range m.facts.Standard.Indicators {
		said := m.indicator(office.BinderLine{Indicator: x, Heading: !m.facts.Standard.IsPoint(i)})
		line := usb.Line{Code: x.Code, Name: x.Name, Level: x.Level, Point: !said.Heading, Requirement: m.mask.Text(x.Requirement), Scoring: m.mask.Text(x.Scoring), Points: x.Points, Self: m.self[x.ID].SelfScore,
			Deduction: m.mask.Text(said.Deduction), Person: m.mask.Text(said.Person), Veto: x.Veto, State: said.State, Items: []int{}, Needs: []usb.Need{}, Gaps: gaps[x.Code]}
		for _, id := range m.under[x.ID] {
			line.Items = append(line.Items, place[id])
		}
		for _, n := range x.Needs {
			need := usb.Need{Name: n.Name, Items: []int{}}
			for _, id := range m.under[x.ID] {
				if needs[[2]int64{x.ID, id}] == n.ID {
					need.Items = append(need.Items, place[id])
				}
			}
			line.Needs = append(line.Needs, need)
		}
		if line.Point && x.Live != "" {
			if line.Live, err = m.live(x.Live); err != nil {
				return nil, err
			}
		}
		out = append(out, line)
	}
	return out, nil
}

// gaps are what the points lack, by code; nothing unless it was asked for.
func (m *usbMaker) gaps() (map[string][]string, error) {
	out := map[string][]string{}
	if !m.in.Gaps {
		return out, nil
	}
	book, err := m.d.store.Gaps(m.in.EvaluationID)
	if err != nil {
		return nil, err
	}
	for _, g := range book.Gaps {
		text := g.Kind + "：" + m.mask.Text(g.Title)
		if g.Detail != "" {
			text += "，" + m.mask.Text(g.Detail)
		}
		for _, code := range g.Codes {
			out[code] = append(out[code], text)
		}
	}
	m.out.Gaps = len(book.Gaps)
	return out, nil
}

// mostBreaks is how many of those who break a live figure stand on the page.
const mostBreaks = 200

// live is a figure from the records with those who break it.
func (m *usbMaker) live(key string) (*usb.Live, error) {
	f, err := m.d.store.Live(m.in.EvaluationID, key, 0)
	if err != nil {
		return nil, err
	}
	out := &usb.Live{Name: f.Name, Text: f.Said(), Basis: f.Basis, Head: []string{"未达到的", "次数", "说明"}, Rows: [][]string{}}
	if m.mask.Level() == office.LevelPublic {
		return out, nil // names of persons are among them
	}
	for _, b := range f.Breaks[:min(len(f.Breaks), mostBreaks)] {
		out.Rows = append(out.Rows, []string{m.mask.Text(b.Name), strconv.Itoa(b.N), m.mask.Text(b.Said)})
	}
	return out, nil
}
