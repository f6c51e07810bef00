package report

import (
	"reflect"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// The sections of a dossier have their columns below one another, those without rows
// have no table.
func TestTheSectionsOfADossierAreAlike(t *testing.T) {
	section := func(title string, rows ...office.DossierRow) office.DossierSection {
		return office.DossierSection{Title: title, Rows: rows, Total: len(rows)}
	}
	p := DossierPaper{Dossier: office.Dossier{Kind: "school", Sections: []office.DossierSection{
		section("督导记录", office.DossierRow{Date: "2026-03-01", Title: "示例一"}), section("投诉"), section("整改文书", office.DossierRow{Date: "2026-03-02", Title: "示例二"}, office.DossierRow{Title: "示例三"}),
	}}}
	tables := []doc.Table{}
	for _, b := range p.Document().Blocks {
		if table, ok := b.(doc.Table); ok {
			tables = append(tables, table)
		}
	}
	if len(tables) != 2 || len(tables[0].Model) != 3 || !reflect.DeepEqual(tables[0].Model, tables[1].Model) {
		t.Errorf("%d tables: %+v", len(tables), tables)
	}
}
