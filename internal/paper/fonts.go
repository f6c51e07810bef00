package paper

import (
	"embed"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"dudao/internal/office"
)

// The four fonts are copied here by build/fonts and are not in git; without them
// the program still compiles and NewFonts' users are told what to run.
//
//go:embed all:fonts
var embedded embed.FS

// Face is a role of type (字体) on a paper, not a font file.
type Face uint8

const (
	FangSong Face = iota // 仿宋: body of official documents
	Kai                  // 楷体: second-level headings, subtitles
	Hei                  // 黑体: first-level headings, labels, heads of tables
	BigSong              // 小标宋: titles
	Song                 // 宋体: tables, page numbers
	BoldSong             // 粗宋: emphasis
	faceCount
)

var faceNames = [faceCount]string{"仿宋", "楷体", "黑体", "小标宋", "宋体", "粗宋"}

func (f Face) String() string { return faceNames[f] }

// MarshalText writes the face by its Chinese name, for golden files.
func (f Face) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// bold is the face that emphasises f. 仿宋 and 楷体 have no bold of their own.
func (f Face) bold() Face {
	if f == Hei || f == BigSong {
		return f
	}
	return BoldSong
}

// StandIn says which font is printed in place of one that the PC does not have.
type StandIn struct {
	Wanted string `json:"wanted"`
	Used   string `json:"used"`
}

// source is one font we know: files of the PC by pattern (lower case), or one
// embedded file.
type source struct {
	name     string // as PDF readers list it
	title    string // as the clerk knows it
	patterns []string
	file     string
	face     int
}

var (
	serif     = source{name: "NotoSerifSC-Regular", title: "思源宋体", file: "NotoSerifSC-Regular.ttf"}
	serifBold = source{name: "NotoSerifSC-Bold", title: "思源宋体（粗）", file: "NotoSerifSC-Bold.ttf"}
	sans      = source{name: "NotoSansSC-Regular", title: "思源黑体", file: "NotoSansSC-Regular.ttf"}
	sansBold  = source{name: "NotoSansSC-Bold", title: "思源黑体（粗）", file: "NotoSansSC-Bold.ttf"}

	pcFangSong = source{name: "FangSong", title: "仿宋", patterns: []string{"simfang.ttf", "仿宋_gb2312.ttf", "fangsong_gb2312.ttf"}}
	pcKai      = source{name: "KaiTi", title: "楷体", patterns: []string{"simkai.ttf", "楷体_gb2312.ttf", "kaiti_gb2312.ttf"}}
	pcHei      = source{name: "SimHei", title: "黑体", patterns: []string{"simhei.ttf"}}
	pcBigSong  = source{name: "FZXiaoBiaoSong", title: "方正小标宋", patterns: []string{"fzxbsjw*.ttf", "fzxbsk*.ttf", "方正小标宋*.ttf"}}
	pcSong     = source{name: "SimSun", title: "宋体", patterns: []string{"simsun.ttc", "simsun.ttf"}}
	pcSongExtB = source{name: "SimSun-ExtB", title: "宋体-ExtB", patterns: []string{"simsunb.ttf"}}
)

// choice is what a face prints with: the PC's own font first, when there is one.
type choice struct{ own, standIn source }

// 宋体 and its bold always come from the embedded pair, so that they match.
var choices = [faceCount]choice{
	FangSong: {pcFangSong, serif},
	Kai:      {pcKai, serif},
	Hei:      {pcHei, sansBold},
	BigSong:  {pcBigSong, serifBold},
	Song:     {standIn: serif},
	BoldSong: {standIn: serifBold},
}

// lastResorts are asked, in this order, for a character the face itself lacks.
var lastResorts = []source{serif, sans, pcSong, pcSongExtB}

// font is one opened font.
type font struct {
	source
	*sfnt
}

// Fonts is the set of fonts a process prints with (字库). Each font is opened when
// first needed and kept; a Fonts may be shared by goroutines.
type Fonts struct {
	own   fs.FS             // holds the embedded fonts
	files map[string]string // lower-case file name -> path, of the PC's folders
	mu    sync.Mutex
	open  map[string]*font // by source name; nil when absent or unusable
}

// NewFonts returns the embedded fonts plus those found in the PC's font folders.
func NewFonts(dirs ...string) *Fonts {
	f := &Fonts{own: embedded, files: map[string]string{}, open: map[string]*font{}}
	for _, dir := range slices.Backward(dirs) { // an earlier folder wins
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // a folder that is not there has no fonts
		}
		for _, e := range entries {
			f.files[strings.ToLower(e.Name())] = filepath.Join(dir, e.Name())
		}
	}
	return f
}

// SystemDirs are the font folders of a Windows PC; elsewhere there are none and
// the embedded fonts print.
func SystemDirs() []string {
	if runtime.GOOS != "windows" {
		return nil
	}
	var dirs []string
	if local := os.Getenv("LOCALAPPDATA"); local != "" {
		dirs = append(dirs, filepath.Join(local, "Microsoft", "Windows", "Fonts"))
	}
	if root := os.Getenv("WINDIR"); root != "" {
		dirs = append(dirs, filepath.Join(root, "Fonts"))
	}
	return dirs
}

var systemFonts = sync.OnceValue(func() *Fonts { return NewFonts(SystemDirs()...) })

// chain returns the fonts that print a face, best first, and the stand-in when
// the PC lacks the face's own font.
func (f *Fonts) chain(face Face) ([]*font, *StandIn, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := choices[face]
	var fonts []*font
	var standIn *StandIn
	if own := f.get(c.own); own != nil {
		fonts = append(fonts, own)
	} else if c.own.name != "" {
		standIn = &StandIn{Wanted: face.String(), Used: c.standIn.title}
	}
	for _, s := range append([]source{c.standIn}, lastResorts...) {
		got := f.get(s)
		if got == nil && s.file != "" {
			return nil, nil, office.Errorf(office.CodeFile, "程序缺少内置字体 %s，无法生成 PDF。请先运行 build/fonts，再重新编译程序。", s.file)
		}
		if got != nil && !slices.Contains(fonts, got) {
			fonts = append(fonts, got)
		}
	}
	return fonts, standIn, nil
}

// get opens a source once. A font of the PC that cannot be used (damaged, CFF)
// counts as absent: its stand-in is reported.
func (f *Fonts) get(s source) *font {
	if s.name == "" {
		return nil
	}
	if got, ok := f.open[s.name]; ok {
		return got
	}
	var found *font
	if face, err := f.openSource(s); err == nil {
		found = &font{s, face}
	}
	f.open[s.name] = found
	return found
}

func (f *Fonts) openSource(s source) (*sfnt, error) {
	if s.file != "" {
		file, err := f.own.Open("fonts/" + s.file)
		if err != nil {
			return nil, err
		}
		return openSfnt(file.(io.ReaderAt), s.face) // embed.FS opens files that can be read at any place
	}
	for _, pattern := range s.patterns {
		for _, name := range sortedKeys(f.files) {
			if ok, _ := filepath.Match(pattern, name); !ok {
				continue
			}
			file, err := os.Open(f.files[name])
			if err != nil {
				continue
			}
			face, err := openSfnt(file, s.face)
			if err == nil {
				return face, nil // the file stays open for as long as the font is used
			}
			file.Close()
		}
	}
	return nil, fs.ErrNotExist
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// typesetter measures and chooses fonts for one paper.
type typesetter struct {
	chains  [faceCount][]*font
	used    [faceCount]bool
	fonts   *Fonts
	stands  []StandIn
	missing map[rune]bool
	order   []rune // missing characters in order of appearance
	err     error
}

func newTypesetter(fonts *Fonts) *typesetter {
	return &typesetter{fonts: fonts, missing: map[rune]bool{}}
}

// Measure returns how Layout measures with this set of fonts.
func (f *Fonts) Measure() Measure { return newTypesetter(f).width }

// missingSign is printed for a character that no font has.
const missingSign = '□'

// pick returns the font and glyph that print r in a face. A character that no
// font has is noted and becomes missingSign, in the face's first font that has it.
func (t *typesetter) pick(face Face, r rune) (*font, uint16, rune) {
	if !t.used[face] {
		t.use(face)
	}
	for _, f := range t.chains[face] {
		if gid, ok := f.glyph(r); ok {
			return f, gid, r
		}
	}
	if r == missingSign || t.err != nil {
		return nil, 0, r
	}
	if !t.missing[r] {
		t.missing[r] = true
		t.order = append(t.order, r)
	}
	return t.pick(face, missingSign)
}

func (t *typesetter) use(face Face) {
	t.used[face] = true
	fonts, standIn, err := t.fonts.chain(face)
	if err != nil {
		t.err = err
		return
	}
	t.chains[face] = fonts
	if standIn != nil {
		t.stands = append(t.stands, *standIn)
	}
}

// width is a Measure: the advance of r in shares of the type size.
func (t *typesetter) width(face Face, r rune) float64 {
	if r == '\n' { // a line's end: takes no room, and no font needs to show it
		return 0
	}
	f, gid, _ := t.pick(face, r)
	if f == nil {
		return 1
	}
	return f.advance(gid) / 1000
}

// Chosen tells for each face the font that prints it on this PC.
func (f *Fonts) Chosen() ([]StandIn, error) {
	out := []StandIn{}
	for face := range faceCount {
		fonts, _, err := f.chain(face)
		if err != nil {
			return nil, err
		}
		out = append(out, StandIn{Wanted: face.String(), Used: fonts[0].title})
	}
	return out, nil
}
