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

// titleWords stay on one line of a title: the words of the office's own titles.
var titleWords = []string{"中小学校", "幼儿园", "人民政府", "办公室", "督导室", "责任督学", "挂牌督导", "责任区",
	"义务教育", "优质均衡", "学前教育", "普及普惠", "迎检", "材料",
	"督导", "督学", "责任", "挂牌", "教育",
	"食堂", "留样", "器材", "消防", "安全", "管理", "作业", "卫生", "限期", "约谈", "问责", "通知书", "决定书", "催办单", "学校", "情况", "报告", "通报", "通知", "工作", "整改", "问题", "检查", "评估", "学期", "学年", "年度", "统计", "一览表",
	"创新县", "开学", "春季", "秋季", "专项", "综合", "公示", "公布", "结果", "名单", "办园行为", "会议", "纪要", "培训", "考核", "聘任", "方案", "计划", "要点", "总结", "食品", "校车", "材料", "关于"}

// What breaking a title at a bad place costs, in the same unit as its raggedness
// (square millimetres). A break before 关于 is the usual one and earns something.
const (
	costInWord = 2500.0
	costInDate = 4000.0
	costBefore = 1500.0 // before 的, 和 and the like
	earnAbout  = 2500.0
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
	for i := 1; i < len(runes); i++ {
		switch {
		case !breakable(runes[i-1], runes[i]):
			costs[i] = math.Inf(1)
		case strings.ContainsRune("年月日届次", runes[i]), strings.ContainsRune("年月", runes[i-1]) && isWord(runes[i]):
			costs[i] = costInDate
		case strings.ContainsRune("的了和与及等之", runes[i]):
			costs[i] = costBefore
		}
	}
	for _, w := range titleWords {
		word := []rune(w)
		for i := 0; i+len(word) <= len(runes); i++ {
			if !slices.Equal(runes[i:i+len(word)], word) {
				continue
			}
			for j := i + 1; j < i+len(word); j++ {
				costs[j] = max(costs[j], costInWord)
			}
			if w == "关于" && i > 0 {
				costs[i] -= earnAbout
			}
		}
	}
	return costs
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
