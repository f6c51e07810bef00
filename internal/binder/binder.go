// Package binder makes the inspection binder (迎检卷): cover, catalogue, a divider
// for each indicator, every page of every attachment under one running page
// number, with bookmarks and links.
//
// The one rule: it is handed what it binds as data and readers, knows neither
// records nor vault, and holds one attachment at a time, however many there are.
package binder

import (
	"io"
	"time"

	"dudao/internal/doc"
)

// Binder is what is bound (一卷): the boxes of one assessment.
type Binder struct {
	Title     string // 县域义务教育优质均衡发展督导评估迎检材料
	Subject   string // who is inspected: the county, a school
	Year      string // the round: 2026年
	Office    string // who makes it
	FondsName string // 全宗名称, may be empty
	MadeOn    string // the date on the cover, as it is printed
	Made      time.Time
	Sample    bool // marks the pages of our own 示例
	Boxes     []Box
}

// Box is one archive box (盒) with the indicators that it proves.
type Box struct {
	Code   string // 盒号
	Title  string
	Years  string // 2024—2026
	Volume string // 保管期限、册次 and the like, may be empty
	Groups []Indicator
}

// Indicator is one indicator (指标), or a heading of the tree above the indicators.
// The tree is flat: an indicator lies below the last one of a lower Level.
type Indicator struct {
	Code        string // A1-B2-C3
	Name        string
	Level       int    // 1 is the top
	Heading     bool   // bears no evidence of its own: a bookmark, no divider
	Requirement string // 评估要点
	Scoring     string // 评分标准
	Points      string // 分值, as it is printed; the same below
	SelfScore   string // 自评得分
	Deduction   string // 扣分说明
	Person      string // 负责人
	State       string // 进度
	Note        string
	Items       []Item
	Gaps        []string // what is missing, each a finished sentence
}

// Item is one piece of evidence (一件材料): a paper of our own, files, or both. An
// item of the same ID under several indicators is bound once, and the others
// lead to it.
type Item struct {
	ID        string
	Title     string // 题名
	DocNumber string // 文号
	Author    string // 责任者
	DatedOn   string // 成文日期, as it is printed
	Place     string // 盒号–件号, may be empty
	Note      string
	// Paper makes our own paper anew; nil for an item that is files only. It is
	// called when its turn comes, so that no two papers are held at once.
	Paper func() (doc.Document, error)
	Files []File
}

// File is one attachment (附件).
type File struct {
	Name    string
	MIME    string
	SHA256  string
	Bytes   int64
	Caption string
	// Photo is a photo, printed two on a page with its caption; any other picture
	// is a scanned page and fills a page.
	Photo bool
	// Withheld, when set, keeps the file out: a slip sheet says this sentence.
	Withheld string
	Open     func() (io.ReadSeekCloser, error)
}

// Codes of problems.
const (
	ProblemConvert  = "convert"  // 待转PDF: Word or Excel
	ProblemDamaged  = "damaged"  // broken, cut off, not what its name says
	ProblemLocked   = "locked"   // needs a password
	ProblemEmpty    = "empty"    // 0 bytes
	ProblemTooLarge = "large"    // more than can be read with care
	ProblemKind     = "kind"     // a kind of file that cannot be bound
	ProblemMissing  = "missing"  // could not be opened at all
	ProblemPaper    = "paper"    // our own paper could not be made
	ProblemNothing  = "nothing"  // an item with neither paper nor file
	ProblemWithheld = "withheld" // kept out on purpose
)

// Problem is something that could not be bound (问题): a slip sheet lies in its place.
type Problem struct {
	Item    string `json:"item"`   // Item.ID
	Title   string `json:"title"`  // of the item
	Place   string `json:"place"`  // 盒号–件号
	Code    string `json:"code"`   // one of the above
	File    string `json:"file"`   // its name, empty for our own paper
	SHA256  string `json:"sha256"` // of the file
	Page    int    `json:"page"`   // of the slip sheet
	Message string `json:"message"`
}

// Corner is where the running page number stands.
type Corner string

const (
	TopRight    Corner = ""       // 右上
	BottomRight Corner = "bottom" // 右下
)

// Options say how a binder is made.
type Options struct {
	Corner Corner
	// Counts are the pages of files by SHA-256, known from before; Write adds what
	// it counts. A count that is no longer right costs time, never a wrong page.
	Counts map[string]int
	// Scratch is a folder for what is made on the way; empty means the system's.
	Scratch string
	// Each is told of the progress; an error of it ends the work and leaves no file.
	Each func(done, total int) error
}

// Bound is where an item lies in the finished file.
type Bound struct {
	Item  string `json:"item"`
	Page  int    `json:"page"`  // the first
	Pages int    `json:"pages"` // how many
}

// Result is a finished binder.
type Result struct {
	Pages    int
	Bytes    int64
	SHA256   string
	Items    []Bound // in the order of the pages
	Problems []Problem
	Warnings []string // finished sentences, e.g. a character that no font has
}

// Only is the binder of one of its boxes.
func (b Binder) Only(box int) Binder {
	one := b.Boxes[box]
	b.Boxes = []Box{one}
	return b
}
