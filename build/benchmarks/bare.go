package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	_ "github.com/mattn/go-sqlite3"
	"github.com/signintech/gopdf"
	"github.com/xuri/excelize/v2"
)

// What someone would write who had nothing but the libraries: these do the bare
// work and no more.

const (
	bareFont    = "serif"
	fontFile    = "internal/paper/fonts/NotoSerifSC-Regular.ttf" // the works are run from the top folder
	point       = 72 / 25.4                                      // points a millimetre
	pageW       = 297.0                                          // millimetres, A4 across
	pageH       = 210.0
	margin      = 15.0
	lineHeight  = 5.5
	bareSize    = 9.0 // points
	unfitMargin = 2.0
)

// reportWidths are the shares of the columns, the same for all ways.
var reportWidths = []float64{1, 4, 2, 2.6, 8, 2}

// fonts parses the font once for all documents of a process.
var fonts = sync.OnceValues(func() (*gopdf.FontContainer, error) {
	c := &gopdf.FontContainer{}
	return c, c.AddTTFFont(bareFont, fontFile)
})

func bareDocument() (*gopdf.GoPdf, error) {
	parsed, err := fonts()
	if err != nil {
		return nil, err
	}
	pdf := &gopdf.GoPdf{}
	pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageW * point, H: pageH * point}})
	if err := pdf.AddTTFFontFromFontContainer(bareFont, parsed); err != nil {
		return nil, err
	}
	return pdf, pdf.SetFont(bareFont, "", bareSize)
}

// bareReport draws the report with gopdf alone: ruled cells, texts broken by
// gopdf's own measure, a new page when the paper ends.
func bareReport(dir, out string) error {
	lines, err := reportLines(dir)
	if err != nil {
		return err
	}
	pdf, err := bareDocument()
	if err != nil {
		return err
	}
	sum := 0.0
	for _, w := range reportWidths {
		sum += w
	}
	y := pageH
	row := func(cells []string) error {
		texts, height := make([][]string, len(cells)), 1
		for i, text := range cells {
			w := (pageW-2*margin)*reportWidths[i]/sum - unfitMargin
			if texts[i], err = pdf.SplitTextWithWordWrap(text, w*point); err != nil {
				return fmt.Errorf("%q: %w", text, err)
			}
			height = max(height, len(texts[i]))
		}
		h := float64(height) * lineHeight
		if y+h > pageH-margin {
			pdf.AddPage()
			y = margin
		}
		x := margin
		for i := range cells {
			w := (pageW - 2*margin) * reportWidths[i] / sum
			pdf.RectFromUpperLeft(x*point, y*point, w*point, h*point)
			for k, line := range texts[i] {
				pdf.SetXY((x+1)*point, (y+float64(k)*lineHeight+4)*point)
				if err := pdf.Text(line); err != nil {
					return err
				}
			}
			x += w
		}
		y += h
		return nil
	}
	for i, line := range lines {
		if i%tableRows == 0 {
			if err := row(reportHeads); err != nil {
				return err
			}
		}
		if err := row(line); err != nil {
			return err
		}
	}
	return pdf.WritePdf(out)
}

// reportSources writes the report's rows for Typst, Chromium and LibreOffice.
func reportSources(dir, out string) error {
	lines, err := reportLines(dir)
	if err != nil {
		return err
	}
	var typst, page strings.Builder
	typst.WriteString("#set page(paper: \"a4\", flipped: true, margin: 15mm)\n#set text(font: \"Noto Serif SC\", size: 9pt)\n")
	page.WriteString("<!DOCTYPE html><meta charset=utf-8><style>@page{size:A4 landscape;margin:15mm}body{font:9pt 'Noto Serif SC','Noto Serif CJK SC',serif}table{border-collapse:collapse;width:100%}td,th{border:.5pt solid;padding:1mm}</style>")
	for i, line := range lines {
		if i%tableRows == 0 {
			fmt.Fprintf(&typst, "= 第%d部分\n#table(columns: (1fr, 4fr, 2fr, 2.6fr, 8fr, 2fr), table.header(", i/tableRows+1)
			fmt.Fprintf(&page, "<h1>第%d部分</h1><table><thead><tr>", i/tableRows+1)
			for _, head := range reportHeads {
				fmt.Fprintf(&typst, "[%s],", head)
				fmt.Fprintf(&page, "<th>%s", head)
			}
			typst.WriteString("),\n")
			page.WriteString("</thead>")
		}
		page.WriteString("<tr>")
		for _, text := range line {
			fmt.Fprintf(&typst, "%q,", text)
			fmt.Fprintf(&page, "<td>%s", html.EscapeString(text))
		}
		typst.WriteString("\n")
		if i%tableRows == tableRows-1 {
			typst.WriteString(")\n")
			page.WriteString("</table>")
		}
	}
	if err := os.WriteFile(filepath.Join(out, "report.typ"), []byte(typst.String()), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "report.html"), []byte(page.String()), 0o600)
}

// bareSheet reads all raw values of a workbook.
func bareSheet(path string) error {
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	n := 0
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return err
	}
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			return err
		}
		n++
	}
	fmt.Println(n, "rows")
	return rows.Close()
}

// word is a text at a place of a page, in points.
type word struct {
	Page int
	X, Y float64
	Text string
}

// barePages draws the words of the given papers again, at their places: one file
// for each. A paper is a list of words as JSON.
func barePages(from, out string) error {
	names, err := filepath.Glob(filepath.Join(from, "*.json"))
	if err != nil {
		return err
	}
	for i, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		words := []word{}
		if err := json.Unmarshal(text, &words); err != nil {
			return err
		}
		pdf, err := bareDocument()
		if err != nil {
			return err
		}
		page := 0
		for _, w := range words {
			for page < w.Page {
				pdf.AddPage()
				page++
			}
			pdf.SetXY(w.X, w.Y)
			if err := pdf.Text(w.Text); err != nil {
				return fmt.Errorf("%q: %w", w.Text, err)
			}
		}
		if err := pdf.WritePdf(filepath.Join(out, fmt.Sprintf("%04d.pdf", i))); err != nil {
			return err
		}
	}
	fmt.Println(len(names), "papers")
	return nil
}

// copySynced copies a folder's files and waits for the disk after each.
func copySynced(from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		at := filepath.Join(to, below)
		if e.IsDir() {
			return os.MkdirAll(at, 0o700)
		}
		in, err := os.Open(path)
		if err != nil {
			return err
		}
		defer in.Close() //nolint:errcheck // only read
		out, err := os.Create(at)
		if err != nil {
			return err
		}
		if _, err = io.Copy(out, in); err == nil {
			err = out.Sync()
		}
		if closed := out.Close(); err == nil {
			err = closed
		}
		return err
	})
}

// searched are the texts that LIKE looks through.
const searched = `SELECT date, title || ' ' || content || ' ' || highlights || ' ' || problems AS text FROM visits WHERE deleted_at IS NULL
	UNION ALL SELECT found_on, number || ' ' || content FROM findings WHERE deleted_at IS NULL
	UNION ALL SELECT dated_on, title FROM archive_items WHERE deleted_at IS NULL`

type searchSizes struct{ records, text, index float64 }

// likes asks LIKE, which knows no pinyin, for each word and returns the
// milliseconds, and the sizes of the text and of the index beside it in bytes.
func likes(path string, words []string) (took []float64, z searchSizes, err error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		return nil, z, err
	}
	defer db.Close() //nolint:errcheck // only read
	if err := db.QueryRow(`SELECT count(*), sum(length(CAST(text AS BLOB))) FROM (`+searched+`)`).Scan(&z.records, &z.text); err != nil {
		return nil, z, err
	}
	if err := db.QueryRow(`SELECT sum(length(block)) FROM search_data`).Scan(&z.index); err != nil {
		return nil, z, err
	}
	took, err = each(len(words), func(i int) error {
		pattern := "%" + words[i] + "%"
		total := 0
		if err := db.QueryRow(`SELECT count(*) FROM (`+searched+`) WHERE text LIKE ?`, pattern).Scan(&total); err != nil {
			return err
		}
		rows, err := db.Query(`SELECT date, text FROM (`+searched+`) WHERE text LIKE ? ORDER BY date DESC LIMIT 20`, pattern)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // only read
		for rows.Next() {
			var date, text string
			if err := rows.Scan(&date, &text); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	return took, z, err
}

// bareWrites writes one row over and over into a table of its own, as durable as
// the program's.
func bareWrites(path string, n int) ([]float64, error) {
	os.Remove(path) //nolint:errcheck // of the run before
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL")
	if err != nil {
		return nil, err
	}
	defer db.Close() //nolint:errcheck // thrown away
	if _, err := db.Exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO t VALUES (1, '')`); err != nil {
		return nil, err
	}
	text := strings.Repeat("查看食堂留样和值班记录。", 25)
	return each(n, func(i int) error {
		_, err := db.Exec(`UPDATE t SET text = ? WHERE id = 1`, fmt.Sprint(text, i))
		return err
	})
}

// forgetWords lets the search hear of no write any more.
func forgetWords(path string) error {
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // thrown away
	_, err = db.Exec(`CREATE TRIGGER forget AFTER INSERT ON search_dirty BEGIN DELETE FROM search_dirty; END`)
	return err
}
