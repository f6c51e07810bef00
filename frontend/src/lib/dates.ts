// Dates as clerks write them. Inside the program a day is always 2006-01-02.

export type Lean = 'past' | 'future'

const digitOf: Record<string, number> = {
  '〇': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}
const dayWords: Record<string, number> = { '今天': 0, '昨天': -1, '前天': -2, '明天': 1 }
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
// A day without a year may lie this far on the other side before another year is meant.
const slackDays = 31

export function iso(year: number, month: number, day: number): string {
  const d = new Date(Date.UTC(year, month - 1, day))
  const real = d.getUTCFullYear() === year && d.getUTCMonth() === month - 1 && d.getUTCDate() === day
  if (!real || year < 1900 || year > 2199) return ''
  return d.toISOString().slice(0, 10)
}

export function isDay(text: string): boolean {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return m !== null && iso(Number(m[1]), Number(m[2]), Number(m[3])) === text
}

let lived = ''

/** The sample county lives on the day on which it ends; every other on the PC's, told by ''. */
export function liveOn(day: string): void {
  lived = day
}

/** The day on which the county is: that of this PC, or the sample county's. */
export function today(now?: Date): string {
  return !now && lived !== '' ? lived : dayOf(now ?? new Date())
}

function dayOf(now: Date): string {
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate())
}

export function addDays(day: string, n: number): string {
  const d = new Date(`${day}T00:00:00Z`)
  d.setUTCDate(d.getUTCDate() + n)
  return d.toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

export function weekday(day: string): string {
  if (!isDay(day)) return ''
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
}

/** 2026年3月12日, as on papers. */
export function chineseDay(day: string): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  return m ? `${m[1]}年${Number(m[2])}月${Number(m[3])}日` : day
}

/**
 * Reads a day as a clerk writes it: 2023.5.6, 2023年5月6日, 20230506, 二〇二三年五月六日,
 * 5-6, 5月6日, 0506, 6日, 今天. Without a year the nearest one on the lean's side is
 * meant. Empty when it is no day.
 */
export function parseDay(text: string, now: string, lean: Lean = 'past'): string {
  const s = plain(text)
  const word = dayWords[s]
  if (word !== undefined) return addDays(now, word)
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(s)
  if (compact) return iso(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const monthDay = /^(\d{2})(\d{2})$/.exec(s)
  if (monthDay) return withoutYear(Number(monthDay[1]), Number(monthDay[2]), now, lean)
  const parts = s.replace(/日$|号$/, '').split(/[-./年月]/).filter((p) => p !== '')
  if (parts.length === 0 || parts.length > 3 || !parts.every((p) => /^\d+$/.test(p))) return ''
  const n = parts.map(Number)
  if (n.length === 3) return iso(fullYear(parts[0] ?? '', n[0] ?? 0), n[1] ?? 0, n[2] ?? 0)
  if (n.length === 2) return withoutYear(n[0] ?? 0, n[1] ?? 0, now, lean)
  return /^\d{1,2}[日号]?$/.test(s) ? dayOfMonth(n[0] ?? 0, now) : ''
}

function fullYear(text: string, year: number): number {
  return text.length === 2 ? 2000 + year : year
}

function dayOfMonth(day: number, now: string): string {
  return iso(Number(now.slice(0, 4)), Number(now.slice(5, 7)), day)
}

function withoutYear(month: number, day: number, now: string, lean: Lean): string {
  const year = Number(now.slice(0, 4))
  const near = iso(year, month, day)
  const gap = near === '' ? 0 : daysBetween(now, near)
  if (lean === 'past' && gap > slackDays) return iso(year - 1, month, day)
  if (lean === 'future' && gap < -slackDays) return iso(year + 1, month, day)
  return near
}

/** A year of work in words: 2025—2026学年, 2026年度. */
export function workYear(year: string): string {
  return year.includes('-') ? `${year.replace('-', '—')}学年` : `${year}年度`
}

// plain turns full-width and Chinese digits into plain ones and drops blanks.
function plain(text: string): string {
  const half = text.normalize('NFKC').replace(/\s+/g, '').replace(/[—–－]/g, '-').replace(/。/g, '.')
  if (!/[〇零一二三四五六七八九十]/.test(half)) return half
  return half.replace(/[〇零一二三四五六七八九十]+/g, chineseNumber)
}

function chineseNumber(text: string): string {
  if (!text.includes('十')) return [...text].map((c) => digitOf[c] ?? '').join('')
  const [tens = '', ones = ''] = text.split('十')
  return String((tens === '' ? 1 : digitOf[tens] ?? 0) * 10 + (ones === '' ? 0 : digitOf[ones] ?? 0))
}
