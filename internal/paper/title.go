package paper

import (
	"math"
	"slices"
	"strings"

	"dudao/internal/doc"
)

// title sets the title in balanced lines, the subtitle under it, and an empty
// line. Below a red rule it leaves two lines free, otherwise one.
func (l *layout) title(t doc.Title, ruled bool) {
	f := l.form
	st := f.title
	pitch := f.pitch
	if !f.official {
		pitch = st.size * mmPerPoint * 1.45
	}
	switch {
	case ruled:
		l.gap = 2 * f.pitch
	case f.official || len(l.slabs) > 0:
		l.gap = f.pitch
	}
	for _, part := range strings.Split(t.Text, "\n") {
		atoms := l.atomsOf(nil, part, &st)
		for _, s := range balance(atoms, f.tw) {
			boxes := setLine(nil, atoms, s, 0, f.tw, 0, pitch, doc.Center, 0)
			l.add(slab{h: pitch, boxes: boxes, keep: true, snap: f.official})
		}
	}
	if t.Subtitle != "" {
		sub := f.subtitle
		atoms := l.atomsOf(nil, t.Subtitle, &sub)
		for _, s := range balance(atoms, f.tw) {
			boxes := setLine(nil, atoms, s, 0, f.tw, 0, f.pitch, doc.Center, 0)
			l.add(slab{h: f.pitch, boxes: boxes, keep: true, snap: f.official})
		}
	}
	l.gap = f.pitch
	if !f.official {
		l.gap = blockGap
	}
}

// titleWords stay on one line of a title: the words of the office's own titles, and
// of the heads of its tables.
var titleWords = []string{"中小学校", "人民政府", "办公室", "督导室", "责任督学", "挂牌督导", "责任区",
	"义务教育", "优质均衡", "学前教育", "普及普惠", "迎检", "材料",
	"督导", "督学", "责任", "挂牌", "教育",
	"食堂", "留样", "器材", "消防", "食品安全", "安全", "管理", "作业", "卫生", "限期", "约谈", "问责", "通知书", "决定书", "催办单", "学校", "情况", "报告", "通报", "通知", "工作", "整改", "问题", "检查", "评估", "学期", "第一学期", "第二学期", "学年", "年度", "统计", "一览表",
	"创新县", "开学", "春季", "秋季", "专项", "综合", "公示", "公布", "结果", "名单", "优秀", "办园行为", "会议", "纪要", "集中", "培训", "考核", "聘任", "方案", "计划", "要点", "总结", "食品", "校车", "关于",
	"体育锻炼", "课业负担", "学习", "饮水", "宿舍", "师德", "专业发展", "教风", "学风", "制度执行", "收费", "择校", "周边", "交通", "听课", "访谈", "家长", "经常性", "受理", "次数", "用时"}

// placeWords end the name of a school or kindergarten: its own name stands before
// them, on the same line.
var placeWords = []string{"幼儿园", "中心小学", "小学", "初级中学", "中学", "教学点"}

// What breaking a title at a bad place costs, in the same unit as its raggedness
// (square millimetres). A break before 关于 is the usual one and earns something, and
// so does one where the voice pauses: after a comma, before a bracket that ends the
// text, after one that does not.
const (
	costInWord = 2500.0
	costInside = 3000.0 // brackets
	costInDate = 4000.0
	costBefore = 1500.0 // before 的, 和 and the like
	earnAbout  = 2500.0
	earnPause  = 800.0
)

// balance breaks a title into as few lines as fit, of nearly equal width and
// with the words kept whole (词意完整、排列对称).
func balance(atoms []atom, width float64) []span {
	total := 0.0
	for _, a := range atoms {
		total += a.w
	}
	if total <= width+slack || hasBreak(atoms) {
		return wrap(atoms, width, width)
	}
	costs := breakCosts(atoms)
	for n := int(math.Ceil(total / width)); n <= len(atoms); n++ {
		if spans := bestBreaks(atoms, costs, n, width, total/float64(n)); spans != nil {
			return spans
		}
	}
	return wrap(atoms, width, width)
}

// breakCosts is the cost of a break before each atom; +Inf where none may be.
func breakCosts(atoms []atom) []float64 {
	runes := make([]rune, len(atoms))
	for i, a := range atoms {
		runes[i] = a.r
	}
	costs := make([]float64, len(atoms)+1)
	opened := 0
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		if noEndSet[before] {
			opened++
		}
		switch {
		case !breakable(before, after):
			costs[i] = math.Inf(1)
		case opened > 0:
			costs[i] = costInside
		case after == '（' && !ends(runes[i:]): // a gloss in the middle stays with its word
			costs[i] = costBefore
		case strings.ContainsRune("，、；：", before), strings.ContainsRune("（《", after), before == '）':
			costs[i] = -earnPause
		case strings.ContainsRune("年月日届次—", after), strings.ContainsRune("年月—", before) && isWord(after):
			costs[i] = costInDate
		case strings.ContainsRune("的了和与及等之", after):
			costs[i] = costBefore
		}
		if opened > 0 && closes(after) {
			opened--
		}
	}
	wordCosts(runes, costs)
	return costs
}

// ends reports whether a bracket stands at the end of its text.
func ends(bracket []rune) bool {
	return slices.Index(bracket, '）') == len(bracket)-1
}

// closes reports whether r ends what is in brackets.
func closes(r rune) bool { return strings.ContainsRune("）》〉」』】〕〗｝］”’)]}", r) }

// wordCosts adds what it costs to divide a word, or the name of a school.
func wordCosts(runes []rune, costs []float64) {
	each := func(word string, do func(at, end int)) {
		w := []rune(word)
		for i := 0; i+len(w) <= len(runes); i++ {
			if slices.Equal(runes[i:i+len(w)], w) {
				do(i, i+len(w))
			}
		}
	}
	whole := func(at, end int) {
		for j := at + 1; j < end; j++ {
			costs[j] = max(costs[j], costInWord)
		}
	}
	for _, w := range titleWords {
		each(w, whole)
	}
	for _, w := range placeWords {
		each(w, whole)
		each(w, func(at, _ int) {
			for i := nameStart(runes, at); i <= at; i++ {
				costs[i] = max(costs[i], costBefore)
			}
		})
	}
	each("关于", func(at, _ int) { costs[at] -= earnAbout })
}

// nameStart is the second character of a school's own name, which stands between
// its town and what ends at: 枫林镇 桐木朵朵 幼儿园. Without a town it is not known.
func nameStart(runes []rune, end int) int {
	const longest = 8
	for i := end - 1; i >= max(0, end-longest); i-- {
		if strings.ContainsRune("县市区镇乡道", runes[i]) {
			return min(i+2, end)
		}
	}
	return end
}

// bestBreaks finds the cheapest n lines by trying every break, nil when n lines
// do not hold the text.
func bestBreaks(atoms []atom, costs []float64, n int, width, goal float64) []span {
	type state struct {
		cost float64
		from int
	}
	best := make([][]state, n+1)
	for k := range best {
		best[k] = make([]state, len(atoms)+1)
		for i := range best[k] {
			best[k][i].cost = math.Inf(1)
		}
	}
	best[0][0].cost = 0
	for k := 1; k <= n; k++ {
		for from := 0; from < len(atoms); from++ {
			if math.IsInf(best[k-1][from].cost, 1) {
				continue
			}
			w := 0.0
			for to := from + 1; to <= len(atoms); to++ {
				if w += atoms[to-1].w; w > width+slack {
					break
				}
				c := best[k-1][from].cost + (w-goal)*(w-goal) + costs[to]
				if to == len(atoms) {
					c -= costs[to]
				}
				if c < best[k][to].cost {
					best[k][to] = state{c, from}
				}
			}
		}
	}
	if math.IsInf(best[n][len(atoms)].cost, 1) {
		return nil
	}
	spans := make([]span, n)
	for k, to := n, len(atoms); k > 0; k-- {
		from := best[k][to].from
		s := span{from: from, to: to, end: k == n}
		for _, a := range atoms[from:to] {
			s.width += a.w
		}
		spans[k-1] = trimmed(atoms, s)
		to = from
	}
	return spans
}

func hasBreak(atoms []atom) bool {
	return slices.ContainsFunc(atoms, func(a atom) bool { return a.r == '\n' })
}
