// The hand on the grid: where the cursor stands, what a key does, what is being
// typed. The text box always has the focus and always lies over the cell with the
// cursor, so that an input method begins in it and loses no letter.
import { computed, ref } from 'vue'
import type { GridColumn } from '@/api'
import { today } from '@/lib/dates'
import { blockOf, clear, copied, drag, edge, fill, fillDown, offers, one, paste, settled, taken, takes, textAt, write, lastWord } from '@/lib/grid'
import type { Block, Cell, GridState, Selection } from '@/lib/grid'
import { readBlock, writeBlock } from '@/lib/tsv'

/** ready: the cursor is on a cell; typing: a new text is being typed, arrows leave it; editing: F2, arrows move inside. */
type Mode = 'ready' | 'typing' | 'editing'

interface Hand {
  columns: () => readonly GridColumn[]
  /** The columns on the screen, as places in the rows. */
  shown: () => readonly number[]
  state: () => GridState
  /** Rows that one screen shows. */
  page: () => number
  change: (state: GridState) => void
  undo: () => void
  redo: () => void
  leave: () => void
}

/** A block about to be put in: what the grid is then, where it lies, how wide it came, and whether it was copied here. */
export interface PastePlan { state: GridState; over: Block; wide: number; own: boolean }

/** Empty rows that always stand below the last. */
export const spare = 40
const offered = 10
const ditto = /^(同上|〃|″|々)$/

export function useEntryGrid(hand: Hand) {
  const selection = ref<Selection>(one({ row: 0, col: 0 }))
  const mode = ref<Mode>('ready')
  const text = ref('')
  const composing = ref(false)
  const asked = ref(false) // the list was opened by hand
  const pointed = ref(0)
  const moved = ref(false)
  let tabbedFrom = -1

  const at = computed(() => selection.value.at)
  const block = computed(() => blockOf(selection.value))
  const count = computed(() => hand.state().rows.length + spare)
  const place = computed(() => hand.shown()[at.value.col] ?? 0)
  const column = computed(() => hand.columns()[place.value])
  const value = computed(() => textAt(hand.state(), at.value.row, place.value))
  const options = computed(() => {
    if (mode.value === 'ready' || composing.value || !column.value) return []
    const word = asked.value && text.value === value.value && !column.value.many ? '' : text.value
    return asked.value || lastWord(column.value, text.value) !== '' ? offers(column.value, word, offered) : []
  })
  const width = () => hand.columns().length
  const lastCol = () => hand.shown().length - 1

  function select(cell: Cell, keep = false): void {
    const inside = { row: Math.max(0, Math.min(count.value - 1, cell.row)), col: Math.max(0, Math.min(lastCol(), cell.col)) }
    selection.value = keep ? { at: selection.value.at, to: inside } : one(inside)
    tabbedFrom = -1
  }

  function selectBlock(from: Cell, to: Cell): void {
    commit()
    selection.value = { at: from, to }
  }

  function begin(as: Mode, withText: string): void {
    mode.value = as
    text.value = withText
    pointed.value = 0
    moved.value = false
  }

  function rest(): void {
    mode.value = 'ready'
    text.value = ''
    asked.value = false
  }

  /** The cell takes what was typed, or the choice that it means. */
  function commit(): void {
    const c = column.value
    if (mode.value === 'ready' || !c) return
    const choice = options.value[pointed.value]
    const word = lastWord(c, text.value)
    const meant = choice && (moved.value || (word !== '' && takes(choice, word))) ? taken(c, text.value, choice.name) : text.value
    rest()
    hand.change(write(hand.state(), [{ row: at.value.row, col: place.value, text: settled(c, c.many ? meant.replace(/[、，,;；\s]+$/, '') : meant, today()) }], width()))
  }

  function pick(name: string): void {
    if (!column.value) return
    text.value = taken(column.value, text.value, name)
    moved.value = false
    commit()
    step(1, 0)
  }

  function step(rows: number, cols: number): void {
    select({ row: at.value.row + rows, col: at.value.col + cols })
  }

  // What the keyboard gives, letter by letter or out of an input method.
  function onInput(typed: string): void {
    const c = column.value
    if (mode.value === 'ready') begin('typing', typed)
    else text.value = typed
    pointed.value = 0
    moved.value = false
    if (!c?.many || composing.value || !/[、，,;；]$/.test(typed)) return
    const before = typed.slice(0, -1)
    const best = offers(c, before, 1)[0]
    if (best && takes(best, lastWord(c, before))) text.value = `${taken(c, before, best.name)}、`
  }

  function compose(on: boolean): void {
    composing.value = on
    if (on && mode.value === 'ready') begin('typing', '')
  }

  /** Whether the key was the grid's own. */
  function key(e: KeyboardEvent): boolean {
    if (e.isComposing || composing.value || e.keyCode === 229) return false
    if (mode.value !== 'ready') return keyInCell(e)
    return e.ctrlKey || e.metaKey ? keyWithCtrl(e) : keyOnCell(e)
  }

  function keyInCell(e: KeyboardEvent): boolean {
    const list = options.value
    const arrow = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0
    if (arrow !== 0 && list.length > 0) {
      pointed.value = Math.max(0, Math.min(list.length - 1, pointed.value + arrow))
      moved.value = true
    } else if (e.key === 'Enter' && e.altKey) {
      return insertBreak(e)
    } else if (e.key === 'Enter' && e.ctrlKey) {
      commit()
      fillBlock()
    } else if (e.key === 'Enter') {
      commit()
      enter(e.shiftKey ? -1 : 1)
    } else if (e.key === 'Tab') {
      commit()
      tab(e.shiftKey ? -1 : 1)
    } else if (e.key === 'Escape') {
      rest()
    } else if (e.key === ';' && e.ctrlKey) {
      text.value = today()
    } else if (e.key === 's' && e.ctrlKey) {
      commit()
      return false // the page saves
    } else if (mode.value === 'typing' && /^Arrow/.test(e.key) && !e.shiftKey) {
      commit()
      return keyOnCell(e)
    } else {
      return false
    }
    return true
  }

  function insertBreak(e: KeyboardEvent): boolean {
    const box = e.target as HTMLTextAreaElement
    box.setRangeText('\n', box.selectionStart, box.selectionEnd, 'end')
    text.value = box.value
    mode.value = 'editing'
    return true
  }

  const arrows: Partial<Record<string, [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

  function keyOnCell(e: KeyboardEvent): boolean {
    const arrow = arrows[e.key]
    const from = e.shiftKey ? selection.value.to : at.value
    if (arrow && e.altKey) return e.key === 'ArrowDown' && openList()
    if (arrow) select({ row: from.row + arrow[0], col: from.col + arrow[1] }, e.shiftKey)
    else if (e.key === 'PageDown') select({ row: from.row + hand.page(), col: from.col }, e.shiftKey)
    else if (e.key === 'PageUp') select({ row: from.row - hand.page(), col: from.col }, e.shiftKey)
    else if (e.key === 'Home') select({ row: from.row, col: 0 }, e.shiftKey)
    else if (e.key === 'End') select({ row: from.row, col: lastCol() }, e.shiftKey)
    else if (e.key === 'Enter' && !e.altKey) enter(e.shiftKey ? -1 : 1)
    else if (e.key === 'Tab') tab(e.shiftKey ? -1 : 1)
    else if (e.key === 'F2') begin('editing', value.value)
    else if (e.key === 'Delete') erase()
    else if (e.key === 'Backspace') begin('typing', '')
    else if (e.key === 'Escape') select(at.value)
    else if (e.key === 'F6') hand.leave()
    else return false
    return true
  }

  // Enter after Tabs goes back under where they began; Tab behind the last column to the next row.
  function enter(way: 1 | -1): void {
    select({ row: at.value.row + way, col: tabbedFrom >= 0 ? tabbedFrom : at.value.col })
  }

  function tab(way: 1 | -1): void {
    const from = tabbedFrom >= 0 ? tabbedFrom : at.value.col
    const col = at.value.col + way
    if (col > lastCol()) select({ row: at.value.row + 1, col: 0 })
    else if (col < 0 && at.value.row > 0) select({ row: at.value.row - 1, col: lastCol() })
    else select({ row: at.value.row, col })
    tabbedFrom = from
  }

  function erase(): void {
    hand.change(clear(hand.state(), block.value, hand.shown(), width()))
  }

  function keyWithCtrl(e: KeyboardEvent): boolean {
    const letter = e.key.toLowerCase()
    const last = Math.max(0, hand.state().rows.length - 1)
    if (arrows[e.key]) jump(e)
    else if (e.key === 'Home') select({ row: 0, col: 0 }, e.shiftKey)
    else if (e.key === 'End') select({ row: last, col: lastCol() }, e.shiftKey)
    else if (letter === 'a') selection.value = { at: { row: 0, col: 0 }, to: { row: last, col: lastCol() } }
    else if (letter === 'd') hand.change(fillDown(hand.state(), block.value, hand.shown(), width()))
    else if (e.key === ';') hand.change(fill(hand.state(), blockOf(one(at.value)), today(), hand.shown(), width()))
    else if (letter === 'z' && !e.shiftKey) hand.undo()
    else if (letter === 'y' || letter === 'z') hand.redo()
    else if (e.key === 'Enter') fillBlock()
    else return false
    return true
  }

  function jump(e: KeyboardEvent): void {
    const end = e.shiftKey ? selection.value.to : at.value
    const [down, right] = arrows[e.key] ?? [0, 0]
    const state = hand.state()
    const to = down !== 0
      ? { row: edge((n) => textAt(state, n, hand.shown()[end.col] ?? -1) !== '', end.row, down > 0 ? 1 : -1, count.value - 1), col: end.col }
      : { row: end.row, col: edge((n) => textAt(state, end.row, hand.shown()[n] ?? -1) !== '', end.col, right > 0 ? 1 : -1, lastCol()) }
    select(to, e.shiftKey)
  }

  function fillBlock(): void {
    hand.change(fill(hand.state(), block.value, value.value, hand.shown(), width()))
  }

  function openList(): boolean {
    if (!column.value || column.value.choices.length === 0) return false
    asked.value = true
    begin('editing', value.value)
    pointed.value = Math.max(0, options.value.findIndex((o) => o.name === value.value))
    moved.value = true
    return true
  }

  let ownCopy = ''
  function copy(): string {
    const out = writeBlock(copied(hand.state(), block.value, hand.shown()))
    ownCopy = out.replaceAll('\r\n', '\n')
    return out
  }

  /** What a block out of the clipboard makes of the grid. */
  function plan(pasted: string): PastePlan | undefined {
    const rows = readBlock(pasted)
    if (rows.length === 0) return undefined
    const known = rows.map((row) => [...row])
    for (const [y, row] of known.entries()) {
      for (const [x, cell] of row.entries()) {
        const c = hand.columns()[hand.shown()[block.value.left + x] ?? -1]
        if (ditto.test(cell.trim())) row[x] = known[y - 1]?.[x] ?? textAt(hand.state(), block.value.top - 1, hand.shown()[block.value.left + x] ?? -1)
        else if (c) row[x] = settled(c, cell, today())
      }
    }
    const done = paste(hand.state(), selection.value, known, hand.shown(), width())
    return { ...done, wide: Math.max(...known.map((r) => r.length)), own: pasted.replaceAll('\r\n', '\n') === ownCopy }
  }

  function put(done: PastePlan): void {
    hand.change(done.state)
    selection.value = { at: { row: done.over.top, col: done.over.left }, to: { row: done.over.bottom, col: done.over.right } }
  }

  function cut(): string {
    const out = copy()
    erase()
    return out
  }

  /** The handle at the corner of the selection, pulled down to a row. */
  function pull(bottom: number): void {
    const b = block.value
    if (bottom <= b.bottom) return
    hand.change(drag(hand.state(), b, bottom, hand.shown(), width()))
    selection.value = { at: { row: b.top, col: b.left }, to: { row: bottom, col: b.right } }
  }

  return { selection, at, block, mode, text, composing, column, place, value, options, pointed, count, select, selectBlock, begin, commit, pick, onInput, compose, key, copy, cut, plan, put, pull, rest }
}
