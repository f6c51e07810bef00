package desk

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// reserved are names that Windows keeps for itself, with any ending.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)`)

// The most of a name: in characters, so that a path stays in the 259 of Windows,
// and in bytes, of which most other disks take 255, with its ending.
const (
	longestFile  = 80
	longestBytes = 200
)

// FileName makes of a title a name that every system takes, without its ending.
func FileName(title string) string { return portable(title, longestFile) }

// portable is FileName for at most longest characters. What no name may hold
// becomes _, what nobody sees (a mark that turns the direction makes an .exe look
// like a .txt) is left out.
func portable(name string, longest int) string {
	name = plainName(name)
	if utf8.RuneCountInString(name) > longest {
		name = string([]rune(name)[:longest])
	}
	if len(name) > longestBytes {
		name = strings.ToValidUTF8(name[:longestBytes], "")
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

// plainName is a file's name as a record keeps it: all that can be read of it.
func plainName(name string) string {
	return strings.Join(strings.Fields(norm.NFC.String(strings.Map(fitting, strings.ToValidUTF8(name, "_")))), " ")
}

func fitting(r rune) rune {
	switch {
	case strings.ContainsRune(`\/:*?"<>|`, r), unicode.IsControl(r), r == utf8.RuneError, r&0xfffe == 0xfffe:
		return '_'
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// plainEnding is what a file's ending looks like.
var plainEnding = regexp.MustCompile(`^\.[0-9A-Za-z]{1,8}$`)

// safeName makes a file's name, with its ending, fit for any disk.
func safeName(name string) string {
	name = strings.TrimRight(plainName(name), " .")
	ending := filepath.Ext(name)
	if !plainEnding.MatchString(ending) {
		return portable(name, longestBytes)
	}
	return portable(strings.TrimSuffix(name, ending), longestBytes) + ending
}

// takenNames are the names of one folder that are given, in small letters: Windows
// does not tell A from a.
type takenNames map[string]bool

// free gives a name that no other file has.
func (n takenNames) free(stem, ending string) string {
	name := stem + ending
	for i := 2; n[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s（%d）%s", stem, i, ending)
	}
	n[strings.ToLower(name)] = true
	return name
}
