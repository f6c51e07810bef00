package binder

import (
	"strings"

	"dudao/internal/pdf"
)

// marks are the bookmarks: box, headings of the tree, indicator, item.
func (p *plan) marks() []pdf.Mark {
	marks := []pdf.Mark{{Title: "封面", Page: 1}, {Title: "目录", Page: min(2, p.pages)}}
	for from := 0; from < len(p.chapters); {
		to := from + 1
		for to < len(p.chapters) && !p.chapters[to].first {
			to++
		}
		kids := branches(p.chapters[from:to])
		if len(p.b.Boxes) > 1 {
			kids = []pdf.Mark{{Title: caption(p.chapters[from].box), Page: p.chapters[from].page, Kids: kids}}
		}
		marks = append(marks, kids...)
		from = to
	}
	return marks
}

// branches makes a tree of the flat list: what is of a lower level lies below.
func branches(list []*chapter) []pdf.Mark {
	marks := []pdf.Mark{}
	for from := 0; from < len(list); {
		c := list[from]
		to := from + 1
		for to < len(list) && list[to].Level > c.Level {
			to++
		}
		m := pdf.Mark{Title: strings.TrimSpace(c.Code + "　" + c.Name), Page: c.page}
		for _, e := range c.entries {
			m.Kids = append(m.Kids, pdf.Mark{Title: e.Title, Page: e.home.page})
		}
		m.Kids = append(m.Kids, branches(list[from+1:to])...)
		marks = append(marks, m)
		from = to
	}
	return marks
}

// goals are the pages to which the rows of catalogue and dividers lead.
func (p *plan) goals() map[string]int {
	goals := map[string]int{}
	for i, c := range p.chapters {
		goals[chapterName(i)] = c.page
	}
	for _, e := range p.entries {
		goals[entryName(e)] = e.home.page
	}
	return goals
}
