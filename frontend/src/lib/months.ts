// Report months, written 2006-01.
import { addDays } from './dates'

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

export function addMonths(month: string, n: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + n
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** 2026年3月 */
export function chineseMonth(month: string): string {
  return isMonth(month) ? `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月` : month
}

/** The report month a day counts to; boundary is the last day of a month, 0 for calendar months. */
export function monthAt(day: string, boundary: number): string {
  const month = day.slice(0, 7)
  const late = boundary > 0 && boundary < 28 && Number(day.slice(8, 10)) > boundary
  return late ? addMonths(month, 1) : month
}

/** The months from the first to the last, newest first. */
export function monthsDown(newest: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => addMonths(newest, -i))
}

/** The first and the last day of a calendar month. */
export const firstOf = (month: string): string => `${month}-01`
export const lastOf = (month: string): string => addDays(firstOf(addMonths(month, 1)), -1)

/** 2026年3月, 2025—2026学年第二学期, 2026年度: the name of a month, a 学期 or a year by its key. */
export function spanTitle(key: string): string {
  const term = /^(\d{4})-(\d{4})-([12])$/.exec(key)
  if (term) return `${term[1]}—${term[2]}学年第${term[3] === '1' ? '一' : '二'}学期`
  return /^\d{4}$/.test(key) ? `${key}年度` : chineseMonth(key)
}
