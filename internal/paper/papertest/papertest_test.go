package papertest

import (
	"testing"

	"dudao/internal/doc"
	"dudao/internal/paper"
)

func TestFaultsAreSeen(t *testing.T) {
	text := func(x, y float64) paper.Box {
		return paper.Box{Kind: paper.TextBox, X: x, Y: y, W: 20, H: 4, Text: "督导"}
	}
	for name, c := range map[string]struct {
		boxes []paper.Box
		want  int
	}{
		"apart":            {[]paper.Box{text(20, 20), text(20, 24), text(40, 20)}, 0},
		"over each other":  {[]paper.Box{text(20, 20), text(30, 22)}, 1},
		"a rule through":   {[]paper.Box{text(20, 20), {Kind: paper.LineBox, X: 0 + 10, Y: 22, W: 100}}, 1},
		"a rule beside":    {[]paper.Box{text(20, 20), {Kind: paper.LineBox, X: 40, Y: 10, H: 100}}, 0},
		"inside its frame": {[]paper.Box{text(20, 20), {Kind: paper.RectBox, X: 19, Y: 19, W: 30, H: 30}}, 0},
		"a frame through":  {[]paper.Box{text(20, 20), {Kind: paper.RectBox, X: 30, Y: 10, W: 30, H: 30}}, 1},
		"off the sheet":    {[]paper.Box{text(195, 20)}, 1},
	} {
		if got := pageFaults(paper.Page{W: 210, H: 297, Boxes: c.boxes}); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	d := doc.Document{Blocks: []doc.Block{doc.Text("督导督学")}}
	if got := lost(d, []paper.Page{{Boxes: []paper.Box{text(20, 20)}}}); len(got) != 2 {
		t.Errorf("lost: %v", got)
	}
	sign := doc.Signature{Office: "甲", Date: "乙"}
	one, two := paper.Box{Kind: paper.TextBox, Text: "甲"}, paper.Box{Kind: paper.TextBox, Text: "乙"}
	if !divided(sign, []paper.Page{{Boxes: []paper.Box{one}}, {Boxes: []paper.Box{two}}}) || divided(sign, []paper.Page{{}, {Boxes: []paper.Box{one, two}}}) {
		t.Error("divided signatures are not told apart")
	}
}
