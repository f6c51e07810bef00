package desk

import (
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Stocktakes is the screen 清点: what is to be in the boxes, and whether it is.
type Stocktakes struct{ d *Desk }

// List lists 清点; see store.Stocktakes for the filters.
func (s *Stocktakes) List(q store.ListQuery) (page store.StocktakePage, err error) {
	defer caught(&err)
	return s.d.store.Stocktakes(q)
}

// StocktakeStart is what a new 清点 begins with.
type StocktakeStart struct {
	Stocktake office.Stocktake    `json:"stocktake"`
	Boxes     []store.BoxRow      `json:"boxes"`   // that can be gone through
	Missing   []store.MissingItem `json:"missing"` // from earlier counts
}

// Start returns what a new 清点 begins with: today, by the archivist, of the newest
// year.
func (s *Stocktakes) Start() (out StocktakeStart, err error) {
	defer caught(&err)
	out.Stocktake, err = s.d.newStocktake()
	if err != nil {
		return out, err
	}
	if out.Boxes, err = s.d.store.Boxes(0); err != nil {
		return out, err
	}
	if len(out.Boxes) > 0 {
		out.Stocktake.Year = out.Boxes[0].Year
	}
	out.Missing, err = s.d.store.MissingItems()
	return out, err
}

func (d *Desk) newStocktake() (st office.Stocktake, err error) {
	set, err := d.store.Settings()
	if err != nil {
		return st, err
	}
	st.CountedBy = set.Archivist
	st.StartedOn, err = d.store.AsOf()
	return st, err
}

// Begin begins a 清点.
func (s *Stocktakes) Begin(in office.Stocktake) (out store.StocktakeRow, err error) {
	defer caught(&err)
	out, err = s.d.store.BeginStocktake(in)
	return ok(s.d, out, err)
}

// StocktakeView is a 清点 with its boxes.
type StocktakeView struct {
	Stocktake store.StocktakeRow  `json:"stocktake"`
	Boxes     []store.CountedBox  `json:"boxes"`
	Missing   []store.CountedItem `json:"missing"`
	Today     office.Date         `json:"today"`
}

// Get returns one 清点 with its boxes and what was not found.
func (s *Stocktakes) Get(id int64) (out StocktakeView, err error) {
	defer caught(&err)
	if out.Stocktake, err = s.d.store.Stocktake(id); err != nil {
		return out, err
	}
	if out.Boxes, err = s.d.store.StocktakeBoxes(id); err != nil {
		return out, err
	}
	if out.Missing, err = s.d.store.StocktakeItems(id, 0, office.CountMissing); err != nil {
		return out, err
	}
	out.Today, err = s.d.store.AsOf()
	return out, err
}

// StocktakeBox names a box of a 清点.
type StocktakeBox struct {
	StocktakeID int64 `json:"stocktakeId"`
	BoxID       int64 `json:"boxId"`
}

// Items are what is to be found in one box, in the order of the 件号.
func (s *Stocktakes) Items(in StocktakeBox) (rows []store.CountedItem, err error) {
	defer caught(&err)
	return s.d.store.StocktakeItems(in.StocktakeID, in.BoxID, "")
}

// Mark notes what was found.
func (s *Stocktakes) Mark(in store.StocktakeMark) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.MarkStocktake(in))
}

// BoxCall is what was typed or scanned to go to a box of a 清点.
type BoxCall struct {
	StocktakeID int64  `json:"stocktakeId"`
	Text        string `json:"text"`
}

// FindBox goes by the QR text of a box, its 盒号, or year and 盒号 (2025-3).
func (s *Stocktakes) FindBox(in BoxCall) (boxID int64, err error) {
	defer caught(&err)
	boxes, err := s.d.store.StocktakeBoxes(in.StocktakeID)
	if err != nil {
		return 0, err
	}
	return boxCalled(boxes, strings.TrimSpace(in.Text))
}

func boxCalled(boxes []store.CountedBox, text string) (int64, error) {
	if id, scanned := office.BoxOfCode(text); scanned {
		for _, b := range boxes {
			if b.BoxID == id {
				return id, nil
			}
		}
		return 0, office.Errorf(office.CodeNotFound, "扫到的这一盒不在本次清点里，请核对年度，或另开一次清点。")
	}
	year, number, both := strings.Cut(text, "-")
	if !both {
		number = text
	}
	found := []store.CountedBox{}
	for _, b := range boxes {
		if b.Number == number && (!both || strconv.Itoa(b.Year) == year) {
			found = append(found, b)
		}
	}
	switch {
	case len(found) == 1:
		return found[0].BoxID, nil
	case len(found) > 1:
		return 0, office.Invalid("有 %d 个年度都有第 %s 盒，请连年度一起写，如 %d-%s。", len(found), number, found[0].Year, number)
	}
	return 0, office.Errorf(office.CodeNotFound, "本次清点里没有第“%s”盒。请写盒号，或扫盒脊上的二维码。", text)
}

// Finish ends a 清点: what was not ticked in a box gone through is 未见.
func (s *Stocktakes) Finish(in office.Stocktake) (out store.StocktakeRow, err error) {
	defer caught(&err)
	out, err = s.d.store.FinishStocktake(in)
	return ok(s.d, out, err)
}

// Missing are the items not found in their box, and not found since.
func (s *Stocktakes) Missing() (rows []store.MissingItem, err error) {
	defer caught(&err)
	return s.d.store.MissingItems()
}

// Found notes that an item that was 未见 is back; the id is of its line.
func (s *Stocktakes) Found(lineID int64) (err error) {
	defer caught(&err)
	set, err := s.d.store.Settings()
	if err != nil {
		return err
	}
	return done(s.d, s.d.store.FoundAgain([]int64{lineID}, set.Archivist))
}

// Delete moves a 清点 to the recycle bin.
func (s *Stocktakes) Delete(id int64) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.DeleteStocktake(id))
}
