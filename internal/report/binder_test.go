package report

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper/papertest"
)

// binderPapers are the papers of a binder of n boxes with texts of the length.
func binderPapers(n, long int) BinderPapers {
	text := strings.Repeat("督导䶮㛃𬭊", long)
	p := BinderPapers{Settings: office.Settings{OfficeName: "示例县人民政府教育督导室", FondsName: "示例县教育局"}, Title: "责任督学挂牌督导创新县（市、区）迎检材料", MadeOn: "2026-03-31"}
	for i := range n {
		code := fmt.Sprintf("%d-1", i+1)
		x := office.Indicator{ID: int64(i + 1), Code: code, Name: "指标" + text}
		b := office.BinderBox{Code: code + "（12）", Title: string([]rune("机构与领导" + text)[:min(40, 5+5*long)]), Items: i + 1, Pages: 1200, Thickness: office.BoxSizes[i%4], Lines: []office.BinderLine{{Indicator: x}}}
		p.Boxes = append(p.Boxes, BinderBox{BinderBox: b, Years: "2024—2026"})
		for k := range 20 {
			p.Lines = append(p.Lines, BinderLine{Box: b.Code, Code: code, Point: x.Name, Title: fmt.Sprintf("第%d件%s", k, text), DocNumber: "示教督〔2026〕12号", Author: p.Settings.OfficeName,
				Place: "2026年12盒–0012", DatedOn: "2026-03-12", Page: 1234, Pages: 12, BoxPage: 34, File: "材料/" + code + " " + text + "/001 " + text + ".pdf", First: "1-1 指标"})
			p.Gaps = append(p.Gaps, BinderGap{Kind: office.GapElectronic, Codes: []string{code, "4-4"}, Point: x.Name, Title: text, Detail: text, Mend: text, Person: "王示例", DueOn: "2026-04-01", Page: 1234})
		}
	}
	return p
}

func TestThePapersOfABinder(t *testing.T) {
	for name, p := range map[string]BinderPapers{"filled": binderPapers(6, 1), "long": binderPapers(3, 40), "empty": binderPapers(0, 0)} {
		for what, d := range map[string]doc.Document{"list": p.List(), "gaps": p.GapList(), "covers": p.Covers(), "spines": p.Spines()} {
			if name == "empty" && len(d.Blocks) == 0 {
				continue
			}
			papertest.Sound(t, name+" "+what, d)
		}
	}
}

func TestTheSheetOfABinderNamesItsSums(t *testing.T) {
	sum := strings.Repeat("0123456789abcdef", 4)
	for name, title := range map[string]string{"filled": "示例县2026年迎检材料", "long": strings.Repeat("䶮㛃𬭊迎检材料", 40), "empty": ""} {
		c := BinderCheck{Settings: office.Settings{OfficeName: "示例县人民政府教育督导室"}, Title: title, Folder: "迎检材料", MadeOn: "2026-03-31", Manifest: sum, Tags: sum,
			ManifestName: "manifest-sha256.txt", TagManifestName: "tagmanifest-sha256.txt"}
		pages := papertest.Sound(t, name, c.Document())
		if name == "filled" && len(pages) != 1 {
			t.Errorf("%d pages", len(pages))
		}
		if whole := papertest.Whole(pages); !strings.Contains(strings.ReplaceAll(whole, " ", ""), sum[:32]) {
			t.Errorf("%s: the sum is not on the sheet", name)
		}
	}
}
