// Package usb makes the pages of the inspectors' copy (迎检U盘): a folder that any
// browser opens without network and program.
//
// The one rule: what a page needs is a script file beside it — a page opened from
// a disk cannot read its neighbours — and nothing in the folder names another place.
package usb

import (
	"embed"
	"encoding/json"
	"path"
	"slices"
)

// The files and folders of a copy.
const (
	StartPage    = "开始.html"
	CheckPage    = "校验.html"
	AssetFolder  = "资料"
	PaperFolder  = "材料"
	PhotoFolder  = "照片"
	SmallFolder  = "照片/小"
	DataFile     = AssetFolder + "/data.js"
	ManifestFile = AssetFolder + "/manifest.js"
)

//go:embed page
var pages embed.FS

// Page is one file of the page itself.
type Page struct {
	Name string
	Text []byte
}

// Pages are the files that every copy has, in the order of their names.
func Pages() ([]Page, error) {
	entries, err := pages.ReadDir("page")
	if err != nil {
		return nil, err
	}
	list := []Page{}
	for _, e := range entries {
		text, err := pages.ReadFile(path.Join("page", e.Name()))
		if err != nil {
			return nil, err
		}
		name := path.Join(AssetFolder, e.Name())
		switch e.Name() {
		case "start.html":
			name = StartPage
		case "check.html":
			name = CheckPage
		}
		list = append(list, Page{name, text})
	}
	return list, nil
}

// Data is all that the page shows.
type Data struct {
	Title     string `json:"title"`
	Subject   string `json:"subject"`
	Year      string `json:"year"`
	Office    string `json:"office"`
	Level     string `json:"level"`
	Watermark string `json:"watermark"`
	MadeOn    string `json:"madeOn"`
	ExpiresOn string `json:"expiresOn"`
	Source    string `json:"source"` // of the indicators
	Lines     []Line `json:"lines"`  // in the order of the standard
	Items     []Item `json:"items"`
	// Readings are the readings of each character that can be searched by pinyin.
	Readings map[string][]string `json:"readings"`
}

// Line is a heading or a point of the standard.
type Line struct {
	Code        string   `json:"code"`
	Name        string   `json:"name"`
	Level       int      `json:"level"`
	Point       bool     `json:"point"`
	Requirement string   `json:"requirement"`
	Scoring     string   `json:"scoring"`
	Points      float64  `json:"points"`
	Self        *float64 `json:"self"`
	Deduction   string   `json:"deduction"`
	Person      string   `json:"person"`
	Veto        bool     `json:"veto"`
	State       string   `json:"state"`
	Items       []int    `json:"items"` // places in Data.Items
	Needs       []Need   `json:"needs"`
	Gaps        []string `json:"gaps"`
	Live        *Live    `json:"live"`
}

// Need is 佐证要求 with the items that fulfil it.
type Need struct {
	Name  string `json:"name"`
	Items []int  `json:"items"`
}

// Live is a figure taken from the records, with those who break it.
type Live struct {
	Name  string     `json:"name"`
	Text  string     `json:"text"`
	Basis string     `json:"basis"`
	Head  []string   `json:"head"`
	Rows  [][]string `json:"rows"`
}

// Item is one piece of evidence.
type Item struct {
	Title  string `json:"title"`
	Number string `json:"number"` // 文号
	Author string `json:"author"`
	Date   string `json:"date"`
	Place  string `json:"place"` // 盒号–件号
	Flaw   string `json:"flaw"`
	Parts  []Part `json:"parts"`
}

// The kinds of parts.
const (
	KindPDF   = "pdf"
	KindPhoto = "photo"
	KindFile  = "file" // Word or Excel
	KindSlip  = "slip" // a sheet in the place of what is kept back
)

// Part is one file of an item.
type Part struct {
	Kind  string `json:"kind"`
	Path  string `json:"path"`
	Small string `json:"small"` // of a photo
	Title string `json:"title"`
	Date  string `json:"date"`
	Pages int    `json:"pages"`
	Bytes int64  `json:"bytes"`
}

// The beginnings of the script files.
const (
	dataHead     = "var DUDAO = "
	manifestHead = "var MANIFEST = "
)

// Script is the data as a script file.
func (d Data) Script() ([]byte, error) { return script(dataHead, d) }

// Texts are the texts of the data that are searched by pinyin.
func (d Data) Texts() []string {
	out := []string{}
	for _, x := range d.Lines {
		out = append(out, x.Name)
	}
	for _, x := range d.Items {
		out = append(out, x.Title)
		for _, p := range x.Parts {
			out = append(out, p.Title)
		}
	}
	return out
}

// Sum is what a file was when it was written.
type Sum struct {
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Manifest is the list of all files by their names as a script file.
func Manifest(files map[string]Sum) ([]byte, error) {
	return script(manifestHead, map[string]any{"files": files})
}

func script(head string, v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte(head), body, []byte(";\n")), nil
}

// LargestBytes is the largest file that every disk takes (FAT32).
const LargestBytes = 1<<32 - 1
