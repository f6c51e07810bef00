package desk

import (
	"fmt"
	"path"
)

// The lengths of names in a binder, in characters: with the folders above, a path
// stays below 200.
const (
	longestPoint = 30
	longestItem  = 50
)

// binderNames gives the files of a binder their places, each its own.
type binderNames struct{ used takenNames }

// take is the place of a file: the folder of its point, its number there, its
// title. The second and further parts of an item carry their number.
func (n binderNames) take(point, title string, item, part int, ending string) string {
	number := fmt.Sprintf("%03d", item)
	if part > 0 {
		number += fmt.Sprintf("-%d", part+1)
	}
	stem := path.Join("材料", portable(point, longestPoint), number+" "+portable(title, longestItem))
	return n.used.free(stem, ending)
}
