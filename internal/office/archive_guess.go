package office

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// GuessKeeping finds the line of the 保管期限表 that a title speaks of: the one with
// the longest word in it. ok is false when none does.
func GuessKeeping(title string, rules []RetentionRule) (rule RetentionRule, ok bool) {
	longest := 1
	for _, r := range rules {
		for _, word := range ruleWords(r.Name) {
			if n := utf8.RuneCountInString(word); n > longest && strings.Contains(title, word) {
				rule, ok, longest = r, true, n
			}
		}
	}
	return rule, ok
}

// ruleWords are the papers that a line names, without what is in brackets and what
// ends any of them.
func ruleWords(name string) []string {
	words := []string{}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("、，,；; ", r) }) {
		if at := strings.IndexAny(part, "（("); at >= 0 {
			part = part[:at]
		}
		for _, tail := range []string{"材料", "文件", "记录单", "记录表", "登记表"} {
			if rest, cut := strings.CutSuffix(part, tail); cut && utf8.RuneCountInString(rest) >= 2 {
				part = rest
				break
			}
		}
		if part != "" {
			words = append(words, part)
		}
	}
	return words
}

// retentionHeads are the columns of a 保管期限表 that is pasted, in this order when
// it has no heading.
var retentionHeads = [][]string{{"文件材料", "归档范围", "名称", "内容", "文件材料名称"}, {"机构（问题）", "机构", "问题", "类别", "分类"}, {"保管期限", "期限"}, {"依据"}, {"官方"}}

// ParseRetentionTable reads a 保管期限表 copied out of Excel: 文件材料, 机构（问题） by
// name or code, 保管期限, 依据, 官方 (是 or empty), a line each. Without 依据 a line is
// a proposal of the program's kind: not official.
func ParseRetentionTable(text string, units []ArchiveUnit) ([]RetentionRule, error) {
	rules := []RetentionRule{}
	at := []int{0, 1, 2, 3, 4}
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		cells := strings.Split(line, "\t")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if heads, is := retentionHeading(cells); is {
			at = heads
			continue
		}
		cell := func(n int) string {
			if at[n] < 0 || at[n] >= len(cells) {
				return ""
			}
			return strings.TrimSpace(strings.Trim(cells[at[n]], "\""))
		}
		r := RetentionRule{Name: cell(0), Source: cell(3), Official: cell(4) == "是" || cell(4) == "官方", Position: len(rules) + 1}
		if r.Source == "" {
			r.Source = srcRetention
		}
		for _, u := range units {
			if v := cell(1); v == u.Name || strings.EqualFold(v, u.Code) || v == u.Code+" "+u.Name {
				r.Unit = u.Code
			}
		}
		if r.Unit == "" {
			return nil, Invalid("第 %d 行的机构（问题）“%s”没有，请先在上面加上，或改成：%s。", i+1, cell(1), unitNames(units))
		}
		if r.Retention = retentionCode(cell(2)); r.Retention == "" {
			return nil, Invalid("第 %d 行的保管期限“%s”不认识，请写 永久、30年 或 10年。", i+1, cell(2))
		}
		if r.Name == "" {
			return nil, Invalid("第 %d 行没有写文件材料，请补上。", i+1)
		}
		rules = append(rules, r)
	}
	if len(rules) == 0 {
		return nil, Invalid("没有读到一行。请在 Excel 里选中保管期限表的几列，复制后贴到这里。")
	}
	return rules, nil
}

// retentionHeading finds the columns when the line is a heading.
func retentionHeading(cells []string) (at []int, is bool) {
	at = []int{-1, -1, -1, -1, -1}
	for i, c := range cells {
		head := NormalizeHeading(c)
		for n, names := range retentionHeads {
			for _, name := range names {
				if head == NormalizeHeading(name) && at[n] < 0 {
					at[n] = i
				}
			}
		}
	}
	return at, at[0] >= 0 && at[2] >= 0
}

// retentionCode reads a 保管期限 by its code or its name, "" for another word.
func retentionCode(text string) string {
	text = strings.NewReplacer(" ", "", "定期", "", "三十", "30", "十", "10", "長", "长").Replace(halfWidth(text))
	for _, code := range Retentions {
		if strings.EqualFold(text, code) || text == RetentionNames[code] || text+"年" == RetentionNames[code] {
			return code
		}
	}
	switch text { // of the rules before 2006
	case "长期":
		return Keep30
	case "短期":
		return Keep10
	}
	return ""
}

func unitNames(units []ArchiveUnit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = fmt.Sprintf("%s（%s）", u.Name, u.Code)
	}
	return strings.Join(names, "、")
}
