// One unit's points as they are typed: numbers, letters or signs become a score
// and a result, as the program settles them, too.
import type { ChecklistItem, ScoreSheet, UnitScore } from '@/api'
import { isPoint, pointsOf } from '@/features/checklists/model'
import { pointResults } from '@/lib/vocabulary'

export interface Row {
  item: ChecklistItem
  /** A heading is not scored. */
  point: boolean
  points: number
  self: string
  mark: string
  result: string
  note: string
  findingId: number
  fault: string
  /** Typed but not saved: it waits for its note, or has a fault. */
  open: boolean
}

const text = (v: unknown) => (typeof v === 'number' ? String(v) : '')

export function rowsOf(sheet: ScoreSheet): Row[] {
  const by = new Map(sheet.scores.map((s) => [s.itemId, s]))
  const items = sheet.checklist.items
  return items.map((item, i) => {
    const s = by.get(item.id)
    const known = sheet.findings.some((f) => f.id === s?.findingId)
    return {
      item, point: isPoint(items, i), points: pointsOf(items, i), self: text(s?.self), mark: s ? markOf(item, s) : '',
      result: s?.result ?? '', note: s?.note ?? '', findingId: known ? s?.findingId ?? 0 : 0, fault: '', open: false,
    }
  })
}

/** What stands in the field of the score. */
function markOf(item: ChecklistItem, s: UnitScore): string {
  return item.points > 0 && s.result !== '不适用' ? text(s.score) : s.result
}

const signs: Record<string, string> = { '+': '符合', '-': '不符合', '/': '不适用', ' ': '符合' }

/** The result that one key chooses; undefined for a key that chooses none. Digits count where there are no points. */
export function resultOfKey(key: string, item: ChecklistItem): string | undefined {
  const letter = pointResults.find((r) => r.key === key.toLowerCase())
  if (letter) return letter.name
  if (item.points === 0 && /^[1-4]$/.test(key)) return pointResults[Number(key) - 1]?.name
  return signs[key]
}

export interface Mark { score?: number; result: string }

/** What was typed as a score: a number up to the points, a result by name or key; undefined when it is neither. */
export function markTyped(typed: string, item: ChecklistItem): Mark | undefined {
  const t = typed.normalize('NFKC').replace('。', '.').trim()
  if (t === '') return { result: '' }
  const named = pointResults.find((r) => r.name === t)?.name ?? resultOfKey(t, item)
  if (named) return { result: named }
  if (item.points === 0 || !/^\d{1,4}(\.\d{1,2})?$/.test(t) || Number(t) > item.points) return undefined
  return { score: Number(t), result: '' }
}

/** Whether the row lost something, as far as it is typed. */
export function isShort(row: Row): boolean {
  const m = markTyped(row.mark, row.item)
  if (!m) return false
  if (m.score !== undefined) return m.score < row.item.points
  return m.result === '不符合' || m.result === '基本符合'
}

/** Whether a note is owed: points were lost, or nothing was met. */
export function needsNote(row: Row): boolean {
  return row.note.trim() === '' && isShort(row) && (row.item.points > 0 || markTyped(row.mark, row.item)?.result === '不符合')
}

/** The row as it is saved, or the sentence that says what is wrong. */
export function scoreOf(row: Row, unitId: number): UnitScore | string {
  const m = markTyped(row.mark, row.item)
  if (!m) return row.item.points > 0 ? `填 0 到 ${row.item.points}，或按 f j b n` : '按 1 到 4，或 f j b n'
  const self = row.self.trim() === '' ? undefined : markTyped(row.self, row.item)?.score
  if (row.self.trim() !== '' && self === undefined) return `自评填 0 到 ${row.item.points}`
  if (needsNote(row)) return '扣了分，请写扣分说明'
  return { id: 0, unitId, itemId: row.item.id, self, score: m.score, result: m.result, note: row.note, findingId: 0 }
}
