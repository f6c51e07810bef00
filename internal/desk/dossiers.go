package desk

import "dudao/internal/office"

// Dossiers are the screens 一人一档, 一校一档 and 见校长前五分钟.
type Dossiers struct{ d *Desk }

// DossierInput names an inspector or a school, the school year (empty for that of
// today, 全部 for all) and how many rows of each section are wanted, 0 for all.
type DossierInput struct {
	ID   int64  `json:"id"`
	Span string `json:"span"`
	Most int    `json:"most"`
}

// Inspector returns 一人一档.
func (d *Dossiers) Inspector(in DossierInput) (out office.Dossier, err error) {
	defer caught(&err)
	span, err := d.d.dossierYear(in.Span)
	if err != nil {
		return out, err
	}
	return d.d.store.InspectorDossier(in.ID, span, in.Most, false)
}

// School returns 一校一档.
func (d *Dossiers) School(in DossierInput) (out office.Dossier, err error) {
	defer caught(&err)
	span, err := d.d.dossierYear(in.Span)
	if err != nil {
		return out, err
	}
	return d.d.store.SchoolDossier(in.ID, span, in.Most)
}

// Briefing returns 见校长前五分钟 of a school.
func (d *Dossiers) Briefing(school int64) (out office.Briefing, err error) {
	defer caught(&err)
	return d.d.store.Briefing(school)
}
