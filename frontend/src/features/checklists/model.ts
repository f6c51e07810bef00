// The lines of a check list as a tree that is edited like an outline: each line
// has a level, what stands under it follows it. Every step gives a new list.
import type { Checklist, ChecklistForm, ChecklistItem } from '@/api'

export const deepest = 3

export function blankItem(level: number): ChecklistItem {
  return { id: 0, checklistId: 0, parentId: 0, position: 0, code: '', name: '', requirement: '', method: '', points: 0, veto: false, source: '', matterId: 0, level }
}

/** The limits a new list starts with; no rule of anybody's. */
const grades = [{ name: '优秀', least: 90, passed: true }, { name: '良好', least: 80, passed: true }, { name: '合格', least: 60, passed: true }, { name: '不合格', least: 0, passed: false }]

export function blankList(): Checklist {
  return {
    id: 0, name: '', version: `${new Date().getFullYear()}版`, kind: '', source: '本县自定（非官方文本）', official: false, fullScore: 0, state: '草稿', note: '', updatedAt: '',
    items: [blankItem(1)], grades: grades.map((g, i) => ({ id: 0, checklistId: 0, position: i + 1, ...g })),
  }
}

export const blankForm = (): ChecklistForm => ({ checklist: blankList(), used: 0, warnings: [] })

/** The first line after i and all that stands under it. */
export function endOf(items: readonly ChecklistItem[], i: number): number {
  let end = i + 1
  while (end < items.length && (items[end]?.level ?? 0) > (items[i]?.level ?? 0)) end++
  return end
}

/** Whether nothing stands under the line: then it is scored. */
export const isPoint = (items: readonly ChecklistItem[], i: number) => endOf(items, i) === i + 1

export interface Step { items: ChecklistItem[]; at: number }

/** A new line below line i: under a heading, else beside it. */
export function added(items: readonly ChecklistItem[], i: number): Step {
  const line = items[i]
  const level = line ? line.level + (isPoint(items, i) ? 0 : 1) : 1
  return { items: [...items.slice(0, i + 1), blankItem(level), ...items.slice(i + 1)], at: i + 1 }
}

/** The line and what stands under it one level in (1) or out (-1); undefined when it cannot. */
export function shifted(items: readonly ChecklistItem[], i: number, way: 1 | -1): Step | undefined {
  const line = items[i]
  const before = items[i - 1]
  if (!line) return undefined
  const end = endOf(items, i)
  const low = Math.max(...items.slice(i, end).map((x) => x.level))
  if (way === 1 && (!before || line.level > before.level || low >= deepest)) return undefined
  if (way === -1 && line.level === 1) return undefined
  return { items: items.map((x, k) => (k >= i && k < end ? { ...x, level: x.level + way } : x)), at: i }
}

/** The line and what stands under it past its neighbour of the same level; undefined at the ends. */
export function moved(items: readonly ChecklistItem[], i: number, way: 1 | -1): Step | undefined {
  const line = items[i]
  if (!line) return undefined
  const end = endOf(items, i)
  if (way === 1) {
    if ((items[end]?.level ?? 0) !== line.level) return undefined
    const past = endOf(items, end)
    return { items: [...items.slice(0, i), ...items.slice(end, past), ...items.slice(i, end), ...items.slice(past)], at: i + past - end }
  }
  let from = i - 1
  while (from >= 0 && (items[from]?.level ?? 0) > line.level) from--
  if (from < 0 || items[from]?.level !== line.level) return undefined
  return { items: [...items.slice(0, from), ...items.slice(i, end), ...items.slice(from, i), ...items.slice(end)], at: from }
}

/** Without line i; what stood under it moves out as far as it must. */
export function dropped(items: readonly ChecklistItem[], i: number): Step {
  const rest = items.filter((_, k) => k !== i).map((x) => ({ ...x }))
  let level = 0
  for (const x of rest) {
    x.level = Math.min(x.level, level + 1)
    level = x.level
  }
  return { items: rest, at: Math.max(0, Math.min(i, rest.length - 1)) }
}

/** The points of a line: of a heading those of all under it. */
export function pointsOf(items: readonly ChecklistItem[], i: number): number {
  const all = items.slice(i, endOf(items, i))
  return all.reduce((n, x, k) => n + (isPoint(items, i + k) ? x.points : 0), 0)
}

export const sumOf = (items: readonly ChecklistItem[]) => Math.round(items.reduce((n, x, i) => n + (isPoint(items, i) ? x.points : 0), 0) * 100) / 100
