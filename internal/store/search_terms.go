package store

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// titleSign begins a line that is found by its pinyin.
const titleSign = '\x01'

// shortLength is how many letters or digits the short terms have at most.
const shortLength = 3

// isHan tells whether the character is Chinese; nearly all stand in one block.
func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r > 0x2e7f && unicode.Is(unicode.Han, r)
}

func isHanRun(s string) bool {
	for _, r := range s {
		return isHan(r)
	}
	return false
}

// runs splits text into runs of Han characters and runs of other letters and
// digits, folded to lower case and half width.
func runs(text string) (out []string) {
	if !norm.NFKC.IsNormalString(text) {
		text = norm.NFKC.String(text)
	}
	start, han := -1, false
	flush := func(end int) {
		if start < 0 {
			return
		}
		run := text[start:end]
		if !han {
			run = strings.ToLower(run)
		}
		out = append(out, run)
		start = -1
	}
	for i, r := range text {
		h := isHan(r)
		if !h && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush(i)
			continue
		}
		if h != han {
			flush(i)
			han = h
		}
		if start < 0 {
			start = i
		}
	}
	flush(len(text))
	return out
}

// wordsOf are the words of a run: the overlapping pairs of Han characters and the
// sign 0x, over which no phrase runs, or the run itself.
func wordsOf(run string) []string {
	if !isHanRun(run) {
		return []string{run}
	}
	var out []string
	before := -1
	for i, r := range run {
		if before >= 0 {
			out = append(out, run[before:i+utf8.RuneLen(r)])
		}
		before = i
	}
	return append(out, breakWord)
}

const breakWord = "0x"

// kindTerm is the word that every record of the kind has.
func kindTerm(kind string) string { return "0k" + strconv.FormatInt(searchKinds[kind], 10) }

// isName tells whether a word stands for a school (0s…) or an inspector (0i…).
func isName(run string) bool {
	return len(run) > 2 && run[0] == '0' && (run[1] == 's' || run[1] == 'i') && strings.Trim(run[2:], "0123456789") == ""
}

// namesOf reads the names that stand behind 0s… and 0i….
type namesOf struct {
	g     getter
	known map[string]string
}

func (n namesOf) name(word string) (string, error) {
	name, ok := n.known[word]
	if !ok {
		id, err := strconv.ParseInt(word[2:], 10, 64)
		if err != nil {
			return "", nil // somebody wrote it so
		}
		table := "schools"
		if word[1] == 'i' {
			table = "inspectors"
		}
		if err := n.g.Get(&name, `SELECT COALESCE((SELECT name FROM `+table+` WHERE id = ?), '')`, id); err != nil {
			return "", err
		}
		n.known[word] = name
	}
	return name, nil
}

// indexTerms returns the words of a text for the index, in their order, and its
// short terms: each character, the beginnings of other words, and what of its
// names and titles can be typed in pinyin. kind goes into both.
func indexTerms(text, kind string, names namesOf) (words, short string, err error) {
	var w strings.Builder
	terms := map[string]bool{kind: true}
	w.WriteString(kind + " ")
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, string(titleSign)) {
			for t := range soundOf(line).terms {
				terms[t] = true
			}
		}
		for _, run := range runs(line) {
			for _, word := range wordsOf(run) {
				w.WriteString(word)
				w.WriteByte(' ')
			}
			switch {
			case isHanRun(run):
				for _, r := range run {
					terms[string(r)] = true
				}
			case isName(run):
				name, err := names.name(run)
				if err != nil {
					return "", "", err
				}
				terms[run] = true
				for t := range soundOf(name).terms {
					terms[t] = true
				}
			default:
				for n := 1; n <= shortLength; n++ {
					terms[beginning(run, n)] = true
				}
			}
		}
	}
	all := make([]string, 0, len(terms))
	for t := range terms {
		all = append(all, t)
	}
	slices.Sort(all)
	return w.String(), strings.Join(all, " "), nil
}

// beginning is the first n characters.
func beginning(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// sounded is what a name sounds like: the readings of each of its characters, and
// what of it can be typed.
type sounded struct {
	said  [][]string
	terms map[string]bool
}

// The sounds of a name are asked for with every record that bears it, and with
// every search.
var (
	sounds     sync.Map // name -> *sounded
	soundCount int
	soundLock  sync.Mutex
)

// mostSounds bounds the names whose sounds are remembered.
const mostSounds = 5000

func soundOf(name string) *sounded {
	if v, ok := sounds.Load(name); ok {
		return v.(*sounded)
	}
	out := &sounded{}
	for _, r := range name {
		out.said = append(out.said, readingsOf(r, true))
	}
	out.terms = makeTerms(out.said)
	soundLock.Lock()
	defer soundLock.Unlock()
	if soundCount++; soundCount > mostSounds {
		sounds.Clear()
		soundCount = 1
	}
	sounds.Store(name, out)
	return out
}

// makeTerms returns what of a name can be typed, with every reading of every
// character: the beginnings of its syllables, its initials two and three in a row,
// and its syllables two in a row. What is not said, like brackets, is left out.
func makeTerms(all [][]string) map[string]bool {
	terms := map[string]bool{}
	said := slices.DeleteFunc(slices.Clone(all), func(readings []string) bool { return len(readings) == 0 })
	for i := range said {
		for _, s := range said[i] {
			for n := 1; n <= len(s); n++ {
				terms[s[:n]] = true
			}
			if i+1 == len(said) {
				continue
			}
			for _, next := range said[i+1] {
				terms[s[:1]+next[:1]] = true
				terms[s+next] = true
				if i+2 == len(said) {
					continue
				}
				for _, third := range said[i+2] {
					terms[s[:1]+next[:1]+third[:1]] = true
				}
			}
		}
	}
	return terms
}
