// The order in which a clerk expects names, codes and numbers: 盒2 before 盒10, 1.2
// before 1.10, 第九届 before 第十届, and Chinese by its pinyin. The program sorts by
// internal/office/natural.go; both are held to the same cases.

const digits = '零一二三四五六七八九'
const units: Partial<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const before = '第初高小大中盒卷册（(〔[之'
const after = '年月日号届期次轮批班级类等中小幼盒卷册组片区、.．）)学'
const letter = /\p{L}/u

/** 三, 十二, 一百零五 and 二〇二六 as a number; a lone 百 or 千 is none. */
function value(run: string): number | undefined {
  const of = (c: string) => Math.max(0, digits.indexOf(c))
  if (!/[十百千]/.test(run)) return run.length <= 4 ? [...run].reduce((n, c) => n * 10 + of(c), 0) : undefined
  let sum = 0
  let one: number | undefined
  for (const [i, c] of [...run].entries()) {
    const unit = units[c]
    if (unit === undefined) one = of(c)
    else if (one === undefined && (unit > 10 || (i > 0 && sum % 100 !== 0))) return undefined
    else {
      sum += (one ?? 1) * unit
      one = undefined
    }
  }
  return sum + (one ?? 0)
}

function counts(text: string, at: number, run: string): boolean {
  const left = text[at - 1] ?? ''
  const right = text[at + run.length] ?? ''
  if (left === '第') return true
  if (run.length > 1 && run.length < 4 && !/[十百千〇零]/.test(run)) return false
  const alone = !letter.test(left) && !letter.test(right)
  return alone || (left !== '' && before.includes(left)) || (right !== '' && after.includes(right))
}

/** The text with every number in digits. */
function plain(text: string): string {
  return text
    .replace(/[〇零一二三四五六七八九十百千]+/g, (run, at: number) => {
      const n = counts(text, at, run) ? value(run.replaceAll('〇', '零')) : undefined
      return n === undefined ? run : String(n)
    })
    .replace(/[①-⑳]/g, (c) => String(c.charCodeAt(0) - 0x245f))
    .normalize('NFKC')
    .replace(/[〔【]/g, '[').replace(/[〕】]/g, ']').replace(/\s+/g, '')
}

const collator = new Intl.Collator('zh-CN-u-co-pinyin', { numeric: true })
const parts = /\d+|\p{sc=Han}|\p{L}|./gu
const rank = (part: string) => (/^\d/.test(part) ? 1 : /\p{sc=Han}/u.test(part) ? 3 : letter.test(part) ? 2 : 0)

/** Orders two texts as a clerk expects. */
export function natural(a: string, b: string): number {
  const [x, y] = [plain(a).match(parts) ?? [], plain(b).match(parts) ?? []]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const [p, q] = [x[i] ?? '', y[i] ?? '']
    const d = rank(p) - rank(q) || collator.compare(p, q)
    if (d !== 0) return d
  }
  return x.length - y.length || (a < b ? -1 : a > b ? 1 : 0)
}
