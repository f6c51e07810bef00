package paper

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/doc"
)

// cut writes a real font of a few characters, as another office's PC might have.
func cut(t *testing.T, face Face, text string) []byte {
	t.Helper()
	chain, _, err := embeddedOnly.chain(face)
	if err != nil {
		t.Fatal(err)
	}
	data, err := chain[0].subset([]rune(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// collection joins fonts into a .ttc file.
func collection(fonts ...[]byte) []byte {
	head := slices.Concat([]byte("ttcf"), u32s(0x00010000, len(fonts)))
	start := len(head) + 4*len(fonts)
	var offsets, bodies []byte
	for _, f := range fonts {
		at := start + len(bodies)
		offsets = append(offsets, u32s(at)...)
		f = slices.Clone(f)
		for i := range int(be16(f[4:])) { // table offsets count from the start of the file
			p := f[12+16*i+8:]
			binary.BigEndian.PutUint32(p, be32(p)+uint32(at))
		}
		bodies = append(bodies, f...)
	}
	return slices.Concat(head, offsets, bodies)
}

func TestFontsOfThePC(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("SIMFANG.TTF", cut(t, Song, "督导文字"))
	write("simhei.ttf", []byte("OTTO is not a font that gopdf can embed"))
	write("FZXBSJW.TTF", cut(t, BoldSong, "督导")[:400]) // damaged
	write("simsun.ttc", collection(cut(t, Song, "甲"), cut(t, Hei, "乙")))

	fonts := NewFonts(filepath.Join(dir, "none"), dir)
	r, err := Render(doc.Document{Blocks: []doc.Block{doc.Title{Text: "标题"}, doc.Heading{Level: 1, Text: "一、督导"}, doc.Text("督导文字龘𬭊")}}, Options{Fonts: fonts})
	if err != nil {
		t.Fatal(err)
	}
	want := []StandIn{{"小标宋", "思源宋体（粗）"}, {"黑体", "思源黑体（粗）"}}
	if !slices.Equal(r.StandIns, want) {
		t.Errorf("stand-ins %v, want %v", r.StandIns, want)
	}
	names := tool(t, r.PDF, "pdffonts", "FILE")
	if !strings.Contains(names, "+FangSong") || !strings.Contains(names, "+NotoSerifSC-Regular") {
		t.Errorf("fonts used:\n%s", names)
	}
	if text := squeezed(textOf(t, r.PDF)); !strings.Contains(text, "督导文字龘𬭊") {
		t.Errorf("printed: %s", text)
	}
}

func TestFaceOfACollection(t *testing.T) {
	ttc := collection(cut(t, Song, "甲"), cut(t, Hei, "乙"))
	for i, r := range []rune{'甲', '乙'} {
		f, err := openSfnt(bytes.NewReader(ttc), i)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := f.glyph(r); !ok {
			t.Errorf("face %d lacks %c", i, r)
		}
		if _, ok := f.glyph('丙'); ok {
			t.Errorf("face %d has 丙", i)
		}
	}
	if _, err := openSfnt(bytes.NewReader(ttc), 2); err == nil {
		t.Error("a third face was found")
	}
}

// FuzzSfnt: a damaged font of the PC is refused or read, never a crash.
func FuzzSfnt(f *testing.F) {
	chain, _, err := embeddedOnly.chain(Song)
	if err != nil {
		f.Fatal(err)
	}
	good, err := chain[0].subset([]rune("督导𬭊☑ g"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(collection(good, good))
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := openSfnt(bytes.NewReader(data), 0)
		if err != nil {
			return
		}
		for _, r := range "督导𬭊☑ g" {
			if gid, ok := font.glyph(r); ok {
				font.advance(gid)
				if _, err := font.subset([]rune{r}); err != nil {
					return
				}
			}
		}
	})
}

// TestALineBreakInACellIsNoMissingCharacter: the widths of columns are measured
// over whole texts.
func TestALineBreakInACellIsNoMissingCharacter(t *testing.T) {
	table := doc.Table{Columns: []doc.Column{{Head: "问题"}, {Head: "学校"}}, Rows: []doc.Row{{Cells: []doc.Cell{doc.C("第一行\n第二行"), doc.C("第一小学")}}}}
	r, err := Render(doc.Document{Title: "通报", Style: doc.Ledger, Blocks: []doc.Block{table}}, Options{Fonts: embeddedOnly})
	if err != nil || len(r.Warnings) > 0 {
		t.Errorf("%q, %v", r.Warnings, err)
	}
}
