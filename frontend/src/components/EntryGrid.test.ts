// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import type { GridColumn } from '@/api'
import { emptyState } from '@/lib/grid'
import type { GridState } from '@/lib/grid'
import { useEntryGrid } from './EntryGrid'

const column = (title: string, type: string, names: string[] = [], many = false) => ({
  key: title, title, type, required: false, width: 10, note: '', shown: true, many,
  choices: names.map((n) => ({ name: n.split('/')[0], shortName: '', pinyin: n.split('/')[1], about: '' })),
}) as GridColumn
const columns = [column('日期', 'date'), column('督学', 'names', ['张三/zs', '李四/ls', '王五/ww'], true), column('内容', 'long'), column('时段', 'choice', ['上午/sw', '下午/xw'])]

function grid() {
  let state: GridState = emptyState
  const hand = useEntryGrid({
    columns: () => columns, shown: () => [0, 1, 2, 3], state: () => state, page: () => 10,
    change: (s) => { state = s }, undo: () => undefined, redo: () => undefined, leave: () => undefined,
  })
  const keys = (...pressed: string[]) => pressed.forEach((p) => {
    const parts = p.split('+')
    hand.key(new KeyboardEvent('keydown', { key: parts.at(-1), ctrlKey: parts.includes('Control'), shiftKey: parts.includes('Shift'), altKey: parts.includes('Alt') }))
  })
  const types = (text: string) => { for (let i = 1; i <= text.length; i += 1) hand.onInput(text.slice(0, i)) }
  return { hand, keys, types, rows: () => state.rows.map((r) => r.cells.join('|')), at: () => [hand.at.value.row, hand.at.value.col] }
}

describe('the hand on the grid', () => {
  it('goes right with Tab, back under the first Tab with Enter, and to the next row behind the last column', () => {
    const g = grid()
    g.keys('ArrowDown', 'Tab', 'Tab', 'Enter')
    expect(g.at()).toEqual([2, 0])
    g.keys('End', 'Tab')
    expect(g.at()).toEqual([3, 0])
    g.keys('Shift+Tab')
    expect(g.at()).toEqual([2, 3])
    g.keys('ArrowLeft', 'Enter')
    expect(g.at()).toEqual([3, 2])
  })

  it('leaves a cell being typed by an arrow, and moves inside one that F2 opened', () => {
    const g = grid()
    g.keys('ArrowRight', 'ArrowRight')
    g.types('甲')
    g.keys('ArrowDown')
    expect([g.rows(), g.at()]).toEqual([['||甲|'], [1, 2]])
    g.keys('ArrowUp', 'F2', 'ArrowLeft')
    expect([g.hand.mode.value, g.hand.text.value, g.at()]).toEqual(['editing', '甲', [0, 2]])
    g.keys('Escape')
    expect(g.hand.mode.value).toBe('ready')
  })

  it('leaves every key to an input method at work', () => {
    const g = grid()
    g.hand.compose(true)
    g.hand.onInput("bei'jing")
    g.keys('Enter', 'ArrowDown', 'Escape')
    expect([g.hand.mode.value, g.hand.text.value, g.at()]).toEqual(['typing', "bei'jing", [0, 0]])
    g.hand.compose(false)
    g.hand.onInput('北京')
    g.keys('ArrowDown')
    expect(g.rows()).toEqual(['北京|||'])
  })

  it('takes several people by their letters, one after the other', () => {
    const g = grid()
    g.keys('ArrowRight')
    g.types('zs、')
    expect(g.hand.text.value).toBe('张三、')
    g.hand.onInput('张三、ww')
    g.keys('Enter')
    expect(g.rows()).toEqual(['|张三、王五||'])
  })

  it('opens the choices with Alt+Down and goes through them', () => {
    const g = grid()
    g.keys('End', 'Alt+ArrowDown', 'ArrowDown', 'Enter')
    expect(g.rows()).toEqual(['|||下午'])
    g.keys('ArrowUp', 'Alt+ArrowDown', 'Enter')
    expect(g.rows()).toEqual(['|||下午'])
  })

  it('fills a selection with what was typed by Ctrl+Enter', () => {
    const g = grid()
    g.keys('Home', 'Shift+ArrowDown', 'Shift+ArrowDown')
    g.types('3.12')
    g.keys('Control+Enter')
    expect(new Set(g.rows()).size).toBe(1)
    expect(g.rows()).toHaveLength(3)
  })

  it('takes 同上 out of a pasted block', () => {
    const g = grid()
    const plan = g.hand.plan('20260312\t张三\n同上\t〃')
    if (plan) g.hand.put(plan)
    expect(g.rows()).toEqual(['2026-03-12|张三||', '2026-03-12|张三||'])
    expect(g.hand.copy()).toBe('2026-03-12\t张三\r\n2026-03-12\t张三')
  })
})
