package sheet

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"
)

// The BIFF8 records that are read. ([MS-XLS] 2.3)
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDate1904   = 0x0022
	recContinue   = 0x003C
	recFilePass   = 0x002F
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recXF         = 0x00E0
	recMerges     = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRK         = 0x027E
	recFormat     = 0x041E
	recBOF        = 0x0809
	recRow        = 0x0208
)

// rowHidden is the flag of a ROW record, in its byte 12, of a hidden row.
const rowHidden = 0x20

const damagedXLS = "已损坏，打不开；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入，或请对方重发。"

// readXLS reads a compound file: an .xls workbook, or an encrypted .xlsx, which
// is refused.
func readXLS(path string, data []byte, limits Limits) (pages []page, err error) {
	defer func() {
		if recover() != nil { // a library panic on a damaged container
			pages, err = nil, refuse(path, damagedXLS)
		}
	}()
	if !honestCounts(data) {
		return nil, refuse(path, damagedXLS)
	}
	doc, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, refuse(path, damagedXLS)
	}
	for n := 0; n < 10_000; n++ {
		entry, err := doc.Next()
		if err != nil {
			break
		}
		switch strings.ToLower(entry.Name) {
		case "encryptedpackage", "encryptioninfo":
			return nil, refuse(path, "设了打开密码，读不了；请用 Excel 或 WPS 打开、取消密码后再导入。")
		case "worddocument":
			return nil, refuse(path, "是 Word 文件，不是 Excel 表格；请选择 .xlsx、.xls 或 .csv 文件。")
		case "workbook", "book":
			stream, err := io.ReadAll(io.LimitReader(entry, limits.PartBytes))
			if err != nil {
				return nil, refuse(path, damagedXLS)
			}
			return readBIFF(path, stream, limits)
		}
	}
	return nil, refuse(path, "不是 Excel 表格；请选择 .xlsx、.xls 或 .csv 文件。")
}

// honestCounts tells whether the header of a compound file speaks of no more
// sectors than the file has room for: mscfb makes its tables by these counts before it
// reads. ([MS-CFB] 2.2: numbers of directory, FAT, mini FAT and DIFAT sectors)
func honestCounts(data []byte) bool {
	const smallest = 512 // bytes of a sector
	if len(data) < smallest {
		return false
	}
	for _, at := range []int{40, 44, 64, 72} {
		if uint64(binary.LittleEndian.Uint32(data[at:])) > uint64(len(data)/smallest) {
			return false
		}
	}
	return true
}

// biff walks the records of a workbook stream.
type biff struct {
	b       *budget
	data    []byte
	pos     int
	strings []string
	formats map[int]dateStyle
	xfs     []dateStyle
	date04  bool
	sheets  []biffSheet
}

type biffSheet struct {
	name   string
	offset int
	hidden bool
}

// next returns the next record; ok is false at the end or when it is cut off.
func (w *biff) next() (id int, body []byte, ok bool) {
	if w.pos+4 > len(w.data) {
		return 0, nil, false
	}
	id = int(binary.LittleEndian.Uint16(w.data[w.pos:]))
	n := int(binary.LittleEndian.Uint16(w.data[w.pos+2:]))
	from := w.pos + 4
	if from+n > len(w.data) {
		return 0, nil, false
	}
	w.pos = from + n
	return id, w.data[from : from+n], true
}

func readBIFF(path string, stream []byte, limits Limits) ([]page, error) {
	w := &biff{b: &budget{path: path, limits: limits}, data: stream, formats: map[int]dateStyle{}}
	id, body, ok := w.next()
	if !ok || id != recBOF || len(body) < 4 {
		return nil, refuse(path, damagedXLS)
	}
	if binary.LittleEndian.Uint16(body) != 0x0600 {
		return nil, refuse(path, "是很旧的 Excel 格式（Excel 95 以前），请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
	}
	if err := w.globals(); err != nil {
		return nil, err
	}
	var pages []page
	for _, s := range w.sheets {
		if s.hidden {
			pages = append(pages, page{name: s.name, hidden: true})
			continue
		}
		p, err := w.sheet(s)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	return pages, nil
}

func (w *biff) globals() error {
	for {
		id, body, ok := w.next()
		switch {
		case !ok:
			return refuse(w.b.path, damagedXLS)
		case id == recEOF:
			return nil
		case id == recFilePass:
			return refuse(w.b.path, "设了打开密码，读不了；请用 Excel 或 WPS 打开、取消密码后再导入。")
		case id == recDate1904 && len(body) >= 2:
			w.date04 = body[0] == 1
		case id == recBoundSheet && len(body) >= 8:
			name, _ := shortString(body[6:])
			w.sheets = append(w.sheets, biffSheet{name: name, offset: int(binary.LittleEndian.Uint32(body)), hidden: body[4]&3 != 0 || body[5] != 0})
		case id == recFormat && len(body) >= 5:
			code, _ := longString(body[2:])
			w.formats[int(binary.LittleEndian.Uint16(body))] = customStyle(code)
		case id == recXF && len(body) >= 4:
			n := int(binary.LittleEndian.Uint16(body[2:]))
			s, ok := w.formats[n]
			if !ok || s == plainNumber {
				s = max(s, builtinStyle(n))
			}
			w.xfs = append(w.xfs, s)
		case id == recSST:
			w.readSST(body)
		}
	}
}
