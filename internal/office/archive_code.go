package office

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// The places of a 档号 pattern.
const (
	placeFonds     = "{全宗号}"
	placeCategory  = "{门类}"
	placeArchYear  = "{年度}"
	placeRetention = "{期限}"
	placeUnit      = "{机构}"
	placeItem      = "{件号}"
)

// DefaultArchivePattern is the 档号 of a 归档文件 by 件. The parts and their order
// follow DA/T 13-2022; a county's archive may ask for another order.
const DefaultArchivePattern = "{全宗号}-{门类}·{年度}-{期限}-{机构}-{件号}"

// archivePlaces are the places and what may stand in them.
var archivePlaces = map[string]string{
	placeFonds: `[0-9A-Za-z]{0,8}`, placeCategory: `[0-9A-Za-z]{1,6}`, placeArchYear: `[0-9]{4}`,
	placeRetention: `Y|D30|D10`, placeUnit: `[0-9A-Za-z]{1,8}`, placeItem: `[0-9]{4,6}`,
}

// ArchiveCode makes the 档号 of a numbered item by the pattern, e.g.
// J101-WS·2025-D30-DD-0001. The 件号 has four places, more only when it needs them.
func ArchiveCode(pattern, fonds string, a ArchiveItem) string {
	return strings.NewReplacer(placeFonds, fonds, placeCategory, a.Category, placeArchYear, strconv.Itoa(a.Year),
		placeRetention, a.Retention, placeUnit, a.Unit, placeItem, fmt.Sprintf("%04d", a.Number)).Replace(pattern)
}

// ParseArchiveCode takes a 档号 apart by the pattern into the class and the 件号;
// ok is false for one that was not made by it.
func ParseArchiveCode(pattern, code string) (fonds string, class ArchiveClass, number int, ok bool) {
	expr := regexp.QuoteMeta(pattern)
	for place, form := range archivePlaces {
		expr = strings.ReplaceAll(expr, regexp.QuoteMeta(place), "(?P<"+groupName(place)+">"+form+")")
	}
	re, err := regexp.Compile("^" + expr + "$")
	if err != nil {
		return "", class, 0, false
	}
	found := re.FindStringSubmatch(strings.TrimSpace(code))
	if found == nil {
		return "", class, 0, false
	}
	for i, name := range re.SubexpNames() {
		switch name {
		case groupName(placeFonds):
			fonds = found[i]
		case groupName(placeCategory):
			class.Category = found[i]
		case groupName(placeArchYear):
			class.Year, _ = strconv.Atoi(found[i]) // four digits
		case groupName(placeRetention):
			class.Retention = found[i]
		case groupName(placeUnit):
			class.Unit = found[i]
		case groupName(placeItem):
			number, _ = strconv.Atoi(found[i]) // digits
		}
	}
	return fonds, class, number, number > 0
}

// groupName is a place as a name that a regular expression takes.
func groupName(place string) string {
	return map[string]string{placeFonds: "fonds", placeCategory: "category", placeArchYear: "year", placeRetention: "retention", placeUnit: "unit", placeItem: "item"}[place]
}

// ArchivePatternFault says in one sentence what is wrong with a 档号 pattern, ""
// for a good one. Year, 期限 and 件号 must stand in it, and 机构 where the 件号 run
// in it: else two items would get one 档号.
func ArchivePatternFault(pattern string) string {
	for _, place := range placeInBraces.FindAllString(pattern, -1) {
		if _, known := archivePlaces[place]; !known {
			return "档号规则里的“" + place + "”不认识，只能用 {全宗号}、{门类}、{年度}、{期限}、{机构}、{件号}"
		}
	}
	for _, place := range []string{placeArchYear, placeRetention, placeUnit, placeItem} {
		if n := strings.Count(pattern, place); n != 1 {
			return fmt.Sprintf("档号规则须有一个 %s，现在有 %d 个", place, n)
		}
	}
	if strings.Contains(pattern, placeUnit+placeItem) || strings.Contains(pattern, placeItem+placeUnit) {
		return "档号规则里 {机构} 和 {件号} 之间要有分隔号，如 -，否则分不清哪里是件号"
	}
	return ""
}

// CategoryFault says in one sentence that two categories (门类) would get one 档号,
// "" when they would not.
func CategoryFault(pattern string, categories []string) string {
	if len(categories) < 2 || strings.Contains(pattern, placeCategory) {
		return ""
	}
	return "归档文件有 " + strings.Join(categories, "、") + " 几种门类，档号规则里没有 {门类} 就会编出相同的档号，请加上 {门类}"
}
