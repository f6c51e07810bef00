// What the pages of the year share: blank records and how a calendar is laid out.
import type { Leader, PlanLine, PlanTask, Staff, StaffDay } from '@/api'

export const taskKinds = ['经常性督导', '专项督导', '综合督导', '会议', '培训', '考核', '迎检', '其他']
export const lineStates = ['计划', '已完成', '未完成', '取消']
export const menuSchools = ['全部', '中小学', '幼儿园']

export function blankTask(planId: number, month: number): PlanTask {
  return { id: 0, planId, monthFrom: month, monthTo: month, kind: '专项督导', task: '', who: '', doneOn: '', source: '', note: '', matters: [], updatedAt: '' }
}

export function blankLine(month: string): PlanLine {
  return { id: 0, number: '', month, inspectorId: 0, schoolId: 0, day: '', session: '', tasks: '', why: '', state: '计划', reason: '', carriedId: 0, matters: [], updatedAt: '' }
}

export function blankStaff(): Staff {
  return { id: 0, name: '', post: '', zone: '', startsOn: '', endsOn: '', note: '', updatedAt: '' }
}

export function blankDay(staffId: number, date: string): StaffDay {
  return { id: 0, staffId, date, schoolId: 0, inspectorId: 0, visitId: 0, content: '', updatedAt: '' }
}

export function blankLeader(year: number): Leader {
  return { id: 0, name: '', post: '', schoolId: 0, startsOn: `${year}-01-01`, endsOn: '', note: '', visits: [], updatedAt: '' }
}

/** A line that runs through so many months stands above the year, not in each month. */
const longMonths = 5

export const wholeYear = (t: { monthFrom: number; monthTo: number }): boolean => t.monthTo - t.monthFrom + 1 >= longMonths

/** 3月 or 3—4月 */
export function when(t: { monthFrom: number; monthTo: number }): string {
  return t.monthFrom === t.monthTo ? `${t.monthFrom}月` : `${t.monthFrom}—${t.monthTo}月`
}

/** The lines of each month, 1 to 12, and those of the whole year under 0. */
export function byMonth<T extends { monthFrom: number; monthTo: number }>(tasks: readonly T[]): T[][] {
  const out: T[][] = Array.from({ length: 13 }, () => [])
  for (const t of tasks) {
    if (wholeYear(t)) out[0]?.push(t)
    else for (let m = t.monthFrom; m <= t.monthTo; m++) out[m]?.push(t)
  }
  return out
}

/** Neighbouring rows of one inspector as one group. */
export function byInspector<T extends { inspectorId: number; inspector: string }>(rows: readonly T[]): { id: number; name: string; rows: T[] }[] {
  const out: { id: number; name: string; rows: T[] }[] = []
  for (const r of rows) {
    const last = out[out.length - 1]
    if (last?.id === r.inspectorId) last.rows.push(r)
    else out.push({ id: r.inspectorId, name: r.inspector, rows: [r] })
  }
  return out
}
