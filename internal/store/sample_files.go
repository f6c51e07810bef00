package store

import "dudao/internal/office"

// SampleOwner is a record of the sample county that gets files of its own.
type SampleOwner struct {
	ID    int64       `db:"id"`
	Title string      `db:"title"`
	Day   office.Date `db:"day"`
	Bare  bool        `db:"bare"` // only its title is registered
}

// sampleOwners select whom the made-up files go to, by the kind of record.
var sampleOwners = map[string]string{
	"assignment": `SELECT a.id, s.name || '公示牌' AS title, a.plate_on AS day, 0 AS bare FROM assignments a JOIN schools s ON s.id = a.school_id
		WHERE a.deleted_at IS NULL AND a.role = '主' AND a.ends_on = '' AND a.plate_on >= a.starts_on ORDER BY a.id LIMIT 48`,
	"visit":        `SELECT v.id, s.name || '督导现场' AS title, v.date AS day, 0 AS bare FROM visits v JOIN schools s ON s.id = v.school_id WHERE ` + counted + ` ORDER BY v.date DESC, v.id DESC LIMIT 16`,
	"archive_item": `SELECT id, title, dated_on AS day, 0 AS bare FROM archive_items WHERE deleted_at IS NULL AND source_kind = 'notice' ORDER BY id LIMIT 8`,
	// Papers that came from elsewhere: those that lie in a cupboard, then those of which
	// there is only the title; the newest round's first.
	"evidence": `SELECT id, title, dated_on AS day, NOT on_paper AS bare FROM evidence WHERE deleted_at IS NULL AND source_kind = '' AND form = '' ORDER BY on_paper DESC, id DESC`,
}

// SampleOwners gives the records of a kind that get files in the sample county.
type SampleOwners func(kind string) ([]SampleOwner, error)

func (f *sampleFiller) owners(kind string) ([]SampleOwner, error) {
	rows := []SampleOwner{}
	err := f.Select(&rows, sampleOwners[kind])
	return rows, err
}

// files hangs the county's own files on their records.
func (f *sampleFiller) files(c office.County) error {
	places := map[string]map[int64]int64{"visit": f.visit, "finding": f.finding, "archive_item": f.item, "evidence": f.evidence}
	for _, a := range c.Files {
		a.OwnerID = places[a.OwnerKind][a.OwnerID]
		if err := f.addAttachment(&a); err != nil {
			return err
		}
	}
	return nil
}
