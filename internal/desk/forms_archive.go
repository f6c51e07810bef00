package desk

import (
	"slices"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const (
	archiveID = "年度，可以加保管期限和机构（问题）：2025、2025/D30、2025/D30/DD；可以加起始格：@5"
	boxID     = "盒2025-1（年度和盒号）或档案盒序号，或年度（全部盒）：年度2025；可以加起始格：@5"
)

// archiveForms are the papers of the archive (DA/T 22-2015).
func archiveForms() []form {
	onPaper := []string{formatPDF}
	return []form{
		{Form{"catalogue", "归档文件目录", "archive", archiveID, asTable}, archivePaper(report.ArchivePapers.Catalogue)},
		{Form{"catalogue_cover", "归档文件目录封面", "archive", archiveID, onPaper}, archivePaper(report.ArchivePapers.CatalogueCover)},
		{Form{"stamps", "归档章", "archive", archiveID, onPaper}, archivePaper(report.ArchivePapers.Stamps)},
		{Form{"spine", "档案盒脊", "archive_box", boxID, onPaper}, boxPaper(report.ArchivePapers.Spines)},
		{Form{"box_cover", "档案盒封面", "archive_box", boxID, onPaper}, boxPaper(report.ArchivePapers.BoxCovers)},
		{Form{"box_list", "盒内归档文件目录", "archive_box", boxID, asTable}, boxPaper(report.ArchivePapers.BoxLists)},
		{Form{"reference", "备考表", "archive_box", boxID, onPaper}, boxPaper(report.ArchivePapers.References)},
		{Form{"volume_cover", "案卷封面", "archive_box", boxID, onPaper}, boxPaper(report.ArchivePapers.VolumeCovers)},
		{Form{"volume_list", "卷内目录", "archive_box", boxID, asTable}, boxPaper(report.ArchivePapers.VolumeLists)},
		{Form{"volume_reference", "卷内备考表", "archive_box", boxID, onPaper}, boxPaper(report.ArchivePapers.VolumeReferences)},
		{Form{"retention_table", "归档范围和保管期限表", "archive_rules", "“" + wholeOffice + "”或不写", asTable}, (*Desk).retentionTable},
	}
}

// retentionTable prints the 保管期限表 as it stands.
func (d *Desk) retentionTable(id string) (built, error) {
	if id != "" && id != wholeOffice {
		return built{}, office.Invalid("保管期限表只有现在的一份，请写“%s”或不写。", wholeOffice)
	}
	p, _, err := d.archiveFacts("")
	if err != nil {
		return built{}, err
	}
	rules, err := d.store.RetentionRules()
	book := p.RetentionTable(rules)
	return built{document: p.RetentionPaper(rules), book: &book}, err
}

// startPlace takes "@5", the place of the first label, off an id.
func startPlace(id string) (rest string, start int, err error) {
	rest, at, found := strings.Cut(strings.TrimSpace(id), "@")
	if !found {
		return rest, 1, nil
	}
	if start, err = strconv.Atoi(at); err != nil || start < 1 || start > 200 {
		return rest, 1, office.Invalid("起始格“%s”请写成 1 到 200 的数字，如 @5。", at)
	}
	return rest, start, nil
}

// archiveFacts is what every paper of the archive needs.
func (d *Desk) archiveFacts(id string) (p report.ArchivePapers, rest string, err error) {
	if rest, p.Start, err = startPlace(id); err != nil {
		return p, rest, err
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, rest, err
	}
	p.Units, err = d.store.ArchiveUnits()
	return p, rest, err
}

// archivePaper makes the build of a paper of the items of a year or a class.
func archivePaper(make func(report.ArchivePapers) doc.Document) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		p, rest, err := d.archiveFacts(id)
		if err != nil {
			return built{}, err
		}
		parts := strings.Split(rest, "/")
		q := store.ListQuery{Filters: map[string]string{"numbered": "是", "year": parts[0]}}
		if p.Span.Year, err = strconv.Atoi(parts[0]); err != nil || len(parts) > 3 {
			return built{}, office.Invalid("“%s”不是归档范围，请写%s。", rest, archiveID)
		}
		if len(parts) > 1 {
			if !slices.Contains(office.Retentions, parts[1]) {
				return built{}, office.Invalid("保管期限“%s”请写 Y、D30 或 D10。", parts[1])
			}
			p.Span.Retention, q.Filters["retention"] = parts[1], parts[1]
		}
		if len(parts) > 2 {
			p.Span.Unit, q.Filters["unit"] = parts[2], parts[2]
		}
		page, err := d.store.ArchiveItems(q)
		if err != nil {
			return built{}, err
		}
		if page.Total == 0 {
			return built{}, office.Errorf(office.CodeNotFound, "%s没有编了档号的归档文件，请先在“档案”里登记。", rest)
		}
		for _, row := range page.Rows {
			p.Items = append(p.Items, row.Noted())
		}
		return built{document: make(p)}, nil
	}
}

// boxPaper makes the build of a paper of one box, or of all of a year.
func boxPaper(make func(report.ArchivePapers) doc.Document) func(*Desk, string) (built, error) {
	return func(d *Desk, id string) (built, error) {
		p, rest, err := d.archiveFacts(id)
		if err != nil {
			return built{}, err
		}
		boxes, err := d.boxesCalled(rest)
		if err != nil {
			return built{}, err
		}
		for _, b := range boxes {
			page, err := d.store.ArchiveItems(store.ListQuery{Filters: map[string]string{"box": strconv.FormatInt(b.ID, 10)}})
			if err != nil {
				return built{}, err
			}
			box := report.ArchiveBox{ArchiveBox: b.ArchiveBox}
			for _, row := range page.Rows {
				box.Items = append(box.Items, row.Noted())
			}
			p.Boxes = append(p.Boxes, box)
		}
		return built{document: make(p)}, nil
	}
}
