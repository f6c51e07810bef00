// What the pages of 考核 know beside the records: which belong together, how a
// score is shown, and the spans that can be assessed.
import type { AssessmentForm, AssessmentLine, AssessScheme, AssessScore, ScoreInput } from '@/api'

/** The two pages of 考核 and the kinds of subjects on each. */
export const assessmentPages = {
  people: { root: '/assessments', title: '考核', subjects: ['督学', '责任区'] },
  schools: { root: '/school-assessments', title: '综合考核', subjects: ['学校', '校长'] },
} as const
export type AssessmentPageName = keyof typeof assessmentPages

/** The page that assessments of the kind stand on. */
export function rootOf(subject: string): string {
  return (assessmentPages.schools.subjects as readonly string[]).includes(subject) ? assessmentPages.schools.root : assessmentPages.people.root
}

/** The spans offered for a new assessment, the likeliest first; month is 2026-03. */
export function spansFor(subject: string, month: string): { value: string; title: string }[] {
  const year = Number(month.slice(0, 4))
  const begun = Number(month.slice(5, 7)) >= 9 ? year : year - 1
  const years = [year, year - 1, year - 2].map((y) => ({ value: String(y), title: `${y}年度` }))
  const schoolYears = [begun, begun - 1, begun - 2].map((y) => ({ value: `${y}-${y + 1}`, title: `${y}—${y + 1}学年` }))
  const terms = [begun, begun - 1].flatMap((y) => [2, 1].map((n) => ({ value: `${y}-${y + 1}-${n}`, title: `${y}—${y + 1}学年第${n === 1 ? '一' : '二'}学期` })))
  return rootOf(subject) === assessmentPages.schools.root ? [...schoolYears, ...years, ...terms] : [...years, ...schoolYears, ...terms]
}

type Item = AssessScheme['extras'][number]

/** One column of the grid: a part scored as a whole, an item, or what a part comes to. */
export interface GridColumn {
  key: string
  title: string
  hint: string
  part: number
  item: number
  computed: boolean
  sum: boolean
}

/** The columns of the parts, in the order of the scheme. */
export function gridColumns(scheme: AssessScheme): GridColumn[] {
  return scheme.parts.flatMap((p) => {
    const share = `占 ${p.share}%`
    if (p.items.length === 0) return [{ key: `p${p.id}`, title: p.name, hint: `${share}，填 0～100 分，或填等次`, part: p.id, item: 0, computed: false, sum: false }]
    const items = p.items.map((i: Item) => ({
      key: `i${i.id}`, title: i.name, hint: `${i.points} 分${i.requirement ? `：${i.requirement}` : ''}`, part: 0, item: i.id, computed: i.measure !== '', sum: false,
    }))
    return [...items, { key: `s${p.id}`, title: p.name, hint: `各项折算成 100 分，${share}`, part: p.id, item: 0, computed: false, sum: true }]
  })
}

/** The scores of a subject by column. */
export function scoresByKey(scores: readonly AssessScore[]): Map<string, AssessScore> {
  return new Map(scores.map((s) => [`${s.subjectId}:${s.itemId ? `i${s.itemId}` : `p${s.partId}`}`, s]))
}

/** What stands in a cell for a score. */
export function scoreText(score: AssessScore | undefined): string {
  if (!score?.scored) return ''
  return score.off ? '不计' : String(score.score)
}

/** A block copied from Excel, as scores from a cell on: lines are rows, tabs columns. */
export function pastedScores(text: string, row: number, column: number, subjects: readonly number[], columns: readonly GridColumn[], assessment: number): ScoreInput[] {
  const typed = columns.map((c, i) => ({ ...c, i })).filter((c) => !c.computed && !c.sum)
  const first = typed.findIndex((c) => c.i === column)
  return text.replace(/\r/g, '').replace(/\n$/, '').split('\n').flatMap((line, y) => line.split('\t').flatMap((cell, x) => {
    const subject = subjects[row + y]
    const c = typed[first + x]
    return subject === undefined || !c ? [] : [{ assessmentId: assessment, subjectId: subject, partId: c.part, itemId: c.item, text: cell.trim(), remark: '' }]
  }))
}

/** The lines by rank; who has none comes last. */
export function byRank(lines: readonly AssessmentLine[]): AssessmentLine[] {
  const place = (l: AssessmentLine) => l.result.rank || lines.length + 1
  return [...lines].sort((a, b) => place(a) - place(b))
}

/** How an assessment stands, in one line. */
export function standing(form: AssessmentForm): string {
  const assessed = form.lines.filter((l) => l.subject.absent === '').length
  const parts = [`参评 ${assessed}`]
  if (form.missing > 0) parts.push(`还有 ${form.missing} 处没打分`)
  if (form.places < assessed) parts.push(`${form.scheme.grades[0]?.name ?? '优秀'}名额 ${form.places}`)
  return parts.join(' · ')
}
