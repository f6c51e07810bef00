// A grid of typed rows, as plain values: every change gives a new grid and leaves the
// old one as it was, so that undoing is going back to it.
import type { GridColumn } from '@/api'
import { parseDay } from './dates'
import { matching, rank } from './pinyin'

/** One row: key is its own for as long as it stands in the grid; id and was are those of a record that is there already. */
export interface GridRow {
  readonly key: number
  readonly id: string
  readonly cells: readonly string[]
  readonly was: readonly string[]
}

/** The rows, the key of the next new one, and a number that no other state of this grid has. */
export interface GridState {
  readonly rows: readonly GridRow[]
  readonly next: number
  readonly stamp: number
}

export interface Cell { row: number; col: number }

/** A selection: the cell with the cursor, and the corner opposite to it. */
export interface Selection { at: Cell; to: Cell }

export interface Block { top: number; bottom: number; left: number; right: number }

export const emptyState: GridState = { rows: [], next: 1, stamp: 0 }

let stamps = 0

function stateOf(rows: readonly GridRow[], next: number): GridState {
  stamps = Math.max(stamps + 1, Date.now())
  return { rows, next, stamp: stamps }
}

export function blockOf(s: Selection): Block {
  return {
    top: Math.min(s.at.row, s.to.row), bottom: Math.max(s.at.row, s.to.row),
    left: Math.min(s.at.col, s.to.col), right: Math.max(s.at.col, s.to.col),
  }
}

export const one = (cell: Cell): Selection => ({ at: cell, to: cell })

export function textAt(state: GridState, row: number, col: number): string {
  return state.rows[row]?.cells[col] ?? ''
}

const bare = (row: GridRow) => row.id === '' && row.cells.every((c) => c.trim() === '')

/** Whether saving has anything to do with the row. */
export function unsaved(row: GridRow): boolean {
  return row.id === '' ? !bare(row) : row.cells.some((c, i) => c !== (row.was[i] ?? ''))
}

export interface Patch { row: number; col: number; text: string }

/** Writes cells; rows that are not there yet are begun. Nothing changed gives the same state. */
export function write(state: GridState, patches: readonly Patch[], width: number): GridState {
  const rows = [...state.rows]
  let next = state.next
  let changed = false
  for (const p of patches) {
    if (p.text === '' && p.row >= rows.length) continue
    while (rows.length <= p.row) {
      rows.push({ key: next, id: '', cells: Array<string>(width).fill(''), was: [] })
      next += 1
    }
    const row = rows[p.row]
    if (!row || row.cells[p.col] === p.text) continue
    rows[p.row] = { ...row, cells: row.cells.map((c, i) => (i === p.col ? p.text : c)) }
    changed = true
  }
  if (!changed) return state
  while (rows.length > 0 && bare(rows.at(-1) as GridRow)) rows.pop()
  return stateOf(rows, next)
}

/** A cell's text as it is kept: days as 2026-03-12, everything else as typed. */
export function settled(column: GridColumn, text: string, now: string): string {
  const trimmed = text.trim()
  if (trimmed === '' || (column.type !== 'date' && column.type !== 'due')) return text.replace(/\s+$/, '')
  if (column.type === 'due' && /[天日]内?$/.test(trimmed) && !/[月号]/.test(trimmed)) return trimmed // 5天 after the row's own day
  return parseDay(trimmed, now, column.type === 'due' ? 'future' : 'past') || trimmed
}

function cellsOf(b: Block): Cell[] {
  const out: Cell[] = []
  for (let row = b.top; row <= b.bottom; row += 1) for (let col = b.left; col <= b.right; col += 1) out.push({ row, col })
  return out
}

/** cols are the columns on the screen, as places in the rows. */
type Cols = readonly number[]

const placed = (cells: readonly (Cell & { text: string })[], cols: Cols): Patch[] =>
  cells.flatMap((c) => { const col = cols[c.col]; return col === undefined ? [] : [{ row: c.row, col, text: c.text }] })

export function clear(state: GridState, b: Block, cols: Cols, width: number): GridState {
  return write(state, placed(cellsOf({ ...b, bottom: Math.min(b.bottom, state.rows.length - 1) }).map((c) => ({ ...c, text: '' })), cols), width)
}

/** The same text in every cell of the block (Ctrl+Enter). */
export function fill(state: GridState, b: Block, text: string, cols: Cols, width: number): GridState {
  return write(state, placed(cellsOf(b).map((c) => ({ ...c, text })), cols), width)
}

/** Ctrl+D: the first row of the block goes down over the others; a block of one row takes the row above. */
export function fillDown(state: GridState, b: Block, cols: Cols, width: number): GridState {
  const from = b.top === b.bottom ? b.top - 1 : b.top
  if (from < 0) return state
  return drag(state, { ...b, top: from, bottom: from }, b.bottom, cols, width)
}

/** The drag handle: the block again and again, down to a row. */
export function drag(state: GridState, b: Block, bottom: number, cols: Cols, width: number): GridState {
  const high = b.bottom - b.top + 1
  const below = cellsOf({ ...b, top: b.bottom + 1, bottom })
  return write(state, placed(below.map((c) => ({ ...c, text: textAt(state, b.top + ((c.row - b.top) % high), cols[c.col] ?? -1) })), cols), width)
}

/** Ctrl+V: where the selection holds a block several times over it is filled, else the block goes down from its corner. */
export function paste(state: GridState, s: Selection, block: readonly (readonly string[])[], cols: Cols, width: number): { state: GridState; over: Block } {
  const b = blockOf(s)
  const high = block.length
  const wide = Math.max(...block.map((r) => r.length))
  const [tall, broad] = [b.bottom - b.top + 1, b.right - b.left + 1]
  const rows = tall % high === 0 ? tall : high
  const columns = broad % wide === 0 ? broad : wide
  const over = { top: b.top, bottom: b.top + rows - 1, left: b.left, right: Math.min(b.left + columns, cols.length) - 1 }
  const texts = cellsOf(over).map((c) => ({ ...c, text: block[(c.row - b.top) % high]?.[(c.col - b.left) % wide] ?? '' }))
  return { state: write(state, placed(texts, cols), width), over }
}

/** What putting a block in does: its rows and those of them that are new, the filled cells that it writes over, the columns that find no room. */
export interface PasteEffect { rows: number; columns: number; fresh: number; over: number; cut: number }

export function effectOf(before: GridState, p: { over: Block; wide: number }, after: GridState, cols: Cols): PasteEffect {
  const { top, bottom, left, right } = p.over
  const placed = cellsOf(p.over)
  const was = (c: Cell) => textAt(before, c.row, cols[c.col] ?? -1)
  return {
    rows: bottom - top + 1, columns: right - left + 1, cut: Math.max(0, p.wide - (right - left + 1)),
    fresh: Array.from({ length: bottom - top + 1 }, (_, i) => before.rows[top + i]).filter((r) => !r || bare(r)).length,
    over: placed.filter((c) => was(c) !== '' && was(c) !== textAt(after, c.row, cols[c.col] ?? -1)).length,
  }
}

export function copied(state: GridState, b: Block, cols: Cols): string[][] {
  const bottom = Math.max(b.top, Math.min(b.bottom, state.rows.length - 1)) // a whole column ends with the last row
  return Array.from({ length: bottom - b.top + 1 }, (_, i) => cols.slice(b.left, b.right + 1).map((col) => textAt(state, b.top + i, col)))
}

export function insertRows(state: GridState, at: number, count: number, width: number): GridState {
  if (at >= state.rows.length) return state
  const fresh = Array.from({ length: count }, (_, i) => ({ key: state.next + i, id: '', cells: Array<string>(width).fill(''), was: [] }))
  return stateOf([...state.rows.slice(0, at), ...fresh, ...state.rows.slice(at)], state.next + count)
}

export function removeRows(state: GridState, top: number, bottom: number): GridState {
  if (top >= state.rows.length) return state
  return stateOf([...state.rows.slice(0, top), ...state.rows.slice(bottom + 1)], state.next)
}

/** The grid without the rows of the keys. */
export function without(state: GridState, keys: ReadonlySet<number>): GridState {
  return stateOf(state.rows.filter((r) => !keys.has(r.key) && !bare(r)), state.next)
}

/** Records put into the grid behind what stands there; one that stands there already is not put twice. */
export function withRecords(state: GridState, records: readonly { id: string; cells: readonly string[] }[]): GridState {
  const recordOf = (id: string) => id.split(':').slice(0, 3).join(':')
  const there = new Set(state.rows.map((r) => recordOf(r.id)))
  const fresh = records.filter((r) => !there.has(recordOf(r.id))).map((r, i) => ({ key: state.next + i, id: r.id, cells: r.cells, was: r.cells }))
  return fresh.length === 0 ? state : stateOf([...state.rows, ...fresh], state.next + fresh.length)
}

/** Where Ctrl+arrow goes: the end of the filled cells, else the next filled one, else the edge. */
export function edge(filled: (n: number) => boolean, from: number, way: 1 | -1, last: number): number {
  const inside = (n: number) => n >= 0 && n <= last
  let at = from + way
  if (!inside(at)) return from
  if (filled(from) && filled(at)) {
    while (inside(at + way) && filled(at + way)) at += way
    return at
  }
  while (inside(at) && !filled(at)) at += way
  return inside(at) ? at : way < 0 ? 0 : last
}

/** What can be undone and done again. */
export class Past {
  private readonly back: GridState[] = []
  private readonly ahead: GridState[] = []

  keep(state: GridState): void {
    this.back.push(state)
    if (this.back.length > 300) this.back.shift()
    this.ahead.length = 0
  }

  undo(now: GridState): GridState | undefined {
    const state = this.back.pop()
    if (state) this.ahead.push(now)
    return state
  }

  redo(now: GridState): GridState | undefined {
    const state = this.ahead.pop()
    if (state) this.back.push(now)
    return state
  }

  forget(): void {
    this.back.length = 0
    this.ahead.length = 0
  }
}

const parting = /[、，,;；\s]/

/** The part of a cell that is being typed: all of it, or what stands behind the last mark where it takes several. */
export function lastWord(column: GridColumn, text: string): string {
  if (!column.many) return text.trim()
  return text.slice(Math.max(...[...text].map((c, i) => (parting.test(c) ? i + 1 : 0)), 0))
}

/** What the cell may be filled with, best first. */
export function offers(column: GridColumn, text: string, limit: number): GridColumn['choices'] {
  if (column.choices.length === 0) return []
  const taken = column.many ? text.split(parting) : []
  return matching(column.choices.filter((c) => !taken.includes(c.name) || c.name === lastWord(column, text)), lastWord(column, text), limit)
}

/** Whether Enter takes the first choice: typed by its letters or a part of its name, not by letters strewn over it. */
export function takes(choice: GridColumn['choices'][number], word: string): boolean {
  const fit = rank(choice, word)
  return word !== '' && fit >= 0 && (/^[a-z]+$/i.test(word) || fit <= 3)
}

/** The cell's text with the choice in the place of what was typed of it. */
export function taken(column: GridColumn, text: string, name: string): string {
  if (!column.many) return name
  const before = text.slice(0, text.length - lastWord(column, text).length).replace(/[，,;；\s]+$/, '、')
  return before + name
}
