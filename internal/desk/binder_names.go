package desk

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// reserved are names that Windows keeps for itself, with any ending.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)`)

// portable makes a name of at most longest characters that every system takes: a
// folder's, or a file's without its ending.
func portable(name string, longest int) string {
	name = norm.NFC.String(FileName(strings.ToValidUTF8(name, "_")))
	name = strings.Join(strings.Fields(name), " ")
	if utf8.RuneCountInString(name) > longest {
		name = string([]rune(name)[:longest])
	}
	name = strings.Trim(name, " .")
	if name == "" {
		return "_"
	}
	if reserved.MatchString(name) {
		return "_" + name
	}
	return name
}

// The lengths of names in a binder, in characters: with the folders above, a path
// stays below 200.
const (
	longestPoint = 30
	longestItem  = 50
)

// binderNames gives the files of a binder their places, each its own.
type binderNames struct{ used map[string]bool }

// take is the place of a file: the folder of its point, its number there, its
// title. The second and further parts of an item carry their number.
func (n binderNames) take(point, title string, item, part int, ending string) string {
	number := fmt.Sprintf("%03d", item)
	if part > 0 {
		number += fmt.Sprintf("-%d", part+1)
	}
	stem := path.Join("材料", portable(point, longestPoint), number+" "+portable(title, longestItem))
	name := stem + ending
	for i := 2; n.used[strings.ToLower(name)]; i++ { // Windows does not tell A from a
		name = fmt.Sprintf("%s（%d）%s", stem, i, ending)
	}
	n.used[strings.ToLower(name)] = true
	return name
}
