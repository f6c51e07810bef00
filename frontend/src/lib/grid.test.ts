import { describe, expect, it } from 'vitest'
import type { GridColumn } from '@/api'
import { blockOf, clear, copied, drag, edge, effectOf, emptyState, fillDown, insertRows, lastWord, offers, one, Past, paste, removeRows, settled, taken, takes, textAt, unsaved, withRecords, without, write } from './grid'
import type { GridState } from './grid'

const width = 3
const all = [0, 1, 2]
const of = (...rows: string[][]): GridState => write(emptyState, rows.flatMap((r, row) => r.map((text, col) => ({ row, col, text }))), width)
const texts = (s: GridState) => s.rows.map((r) => r.cells.join('|'))
const column = (type: string, names: string[] = [], many = false): GridColumn =>
  ({ key: 'x', title: '列', type, required: false, width: 10, note: '', shown: true, many, choices: names.map((n) => ({ name: n.split('/')[0] ?? '', shortName: '', pinyin: n.split('/')[1] ?? '', about: '' })) }) as GridColumn
const sel = (top: number, left: number, bottom: number, right: number) => ({ at: { row: top, col: left }, to: { row: bottom, col: right } })

describe('the grid', () => {
  it('begins rows where one is written and drops the empty ones at the end', () => {
    const s = write(emptyState, [{ row: 2, col: 1, text: '乙' }], width)
    expect(texts(s)).toEqual(['||', '||', '|乙|'])
    expect(texts(write(s, [{ row: 2, col: 1, text: '' }], width))).toEqual([])
    expect(write(s, [{ row: 2, col: 1, text: '乙' }], width)).toBe(s)
    expect(s.rows.map(unsaved)).toEqual([false, false, true])
  })

  it('pastes over the corner, fills a larger selection, and adds rows', () => {
    const s = of(['1', '2', '3'])
    expect(texts(paste(s, one({ row: 0, col: 1 }), [['a', 'b', 'too wide'], ['c', 'd']], all, width).state)).toEqual(['1|a|b', '|c|d'])
    expect(texts(paste(s, sel(0, 0, 3, 1), [['x']], all, width).state)).toEqual(['x|x|3', 'x|x|', 'x|x|', 'x|x|'])
    const hidden = paste(s, one({ row: 0, col: 0 }), [['甲', '乙']], [2, 0], width)
    expect(texts(hidden.state)).toEqual(['乙|2|甲'])
    expect(hidden.over).toEqual({ top: 0, bottom: 0, left: 0, right: 1 })
  })

  it('copies what was pasted, a whole column only down to the last row', () => {
    const block = [['甲\n乙', '2'], ['', '4']]
    const s = paste(emptyState, one({ row: 0, col: 0 }), block, all, width).state
    expect(copied(s, blockOf(sel(1, 1, 0, 0)), all)).toEqual(block)
    expect(copied(s, blockOf(sel(0, 1, 5000, 1)), all)).toEqual([['2'], ['4']])
  })

  it('fills down from the first row of the selection, or from the row above', () => {
    const s = of(['a', 'b', 'c'], ['', '', ''], ['', '', 'z'])
    expect(texts(fillDown(s, blockOf(sel(0, 0, 2, 1)), all, width))).toEqual(['a|b|c', 'a|b|', 'a|b|z'])
    expect(texts(fillDown(s, blockOf(sel(1, 2, 1, 2)), all, width))).toEqual(['a|b|c', '||c', '||z'])
    expect(fillDown(s, blockOf(sel(0, 0, 0, 0)), all, width)).toBe(s)
    expect(texts(drag(of(['a', '', ''], ['b', '', '']), blockOf(sel(0, 0, 1, 0)), 4, all, width))).toEqual(['a||', 'b||', 'a||', 'b||', 'a||'])
  })

  it('clears, inserts and removes', () => {
    const s = of(['a', 'b', 'c'], ['d', 'e', 'f'])
    expect(texts(clear(s, blockOf(sel(0, 1, 900, 2)), all, width))).toEqual(['a||', 'd||'])
    expect(texts(insertRows(s, 1, 1, width))).toEqual(['a|b|c', '||', 'd|e|f'])
    expect(texts(removeRows(s, 0, 0))).toEqual(['d|e|f'])
    expect(texts(without(s, new Set([s.rows[0]?.key ?? 0])))).toEqual(['d|e|f'])
    expect(new Set(insertRows(s, 0, 2, width).rows.map((r) => r.key)).size).toBe(4)
  })

  it('goes back and forward again', () => {
    const past = new Past()
    const [a, b] = [of(['a']), of(['b'])]
    past.keep(a)
    expect(past.undo(b)).toBe(a)
    expect(past.undo(a)).toBeUndefined()
    expect(past.redo(a)).toBe(b)
    expect(past.undo(b)).toBe(a)
    past.keep(b)
    expect(past.redo(a)).toBeUndefined()
  })

  it('knows a record that was changed from one that was not, and puts none in twice', () => {
    const s = withRecords(of(['新', '', '']), [{ id: 'u:visits:7:1', cells: ['a', 'b', 'c'] }])
    expect(s.rows.map(unsaved)).toEqual([true, false])
    expect(withRecords(s, [{ id: 'u:visits:7:9', cells: ['a', 'b', 'c'] }])).toBe(s)
    const changed = write(s, [{ row: 1, col: 2, text: '' }], width)
    expect(changed.rows.map(unsaved)).toEqual([true, true])
    expect(textAt(changed, 9, 0)).toBe('')
  })

  it('says what a block will do before it is put in', () => {
    const before = of(['甲', '乙', ''], ['丙', '', ''])
    const block = [['新', '乙', '己', '庚'], ['丁', '戊', '', ''], ['辛', '', '', '']]
    const done = paste(before, sel(0, 0, 0, 0), block, all, width)
    expect(effectOf(before, { over: done.over, wide: 4 }, done.state, all)).toEqual({ rows: 3, columns: 3, cut: 1, fresh: 1, over: 2 })
  })

  it('finds the edges as WPS does', () => {
    const filled = (n: number) => [0, 1, 2, 5, 9].includes(n)
    expect(edge(filled, 0, 1, 12)).toBe(2)
    expect(edge(filled, 2, 1, 12)).toBe(5)
    expect(edge(filled, 5, 1, 12)).toBe(9)
    expect(edge(filled, 9, 1, 12)).toBe(12)
    expect(edge(filled, 9, -1, 12)).toBe(5)
    expect(edge(filled, 0, -1, 12)).toBe(0)
    expect(edge(() => false, 7, -1, 12)).toBe(0)
  })
})

describe('what is typed into a cell', () => {
  it('reads short days and leaves what is none', () => {
    const now = '2026-03-20'
    for (const [typed, kept] of [['0312', '2026-03-12'], ['3.12', '2026-03-12'], ['昨天', '2026-03-19'], ['2月30日', '2月30日'], ['12.5', '2025-12-05']]) {
      expect(settled(column('date'), typed ?? '', now)).toBe(kept)
    }
    expect(settled(column('due'), '5天', now)).toBe('5天')
    expect(settled(column('due'), '4.2', now)).toBe('2026-04-02')
    expect(settled(column('long'), '3.12', now)).toBe('3.12')
  })

  it('offers schools by their initials and takes the best', () => {
    const c = column('name', ['柳溪镇中心小学/lxzzxxx', '青石镇小学/qszxx'])
    const [best] = offers(c, 'lx', 8)
    expect(best?.name).toBe('柳溪镇中心小学')
    expect(best && takes(best, 'lx')).toBe(true)
    expect(best && takes(best, '柳溪')).toBe(true)
    expect(best && takes(best, '柳小学')).toBe(false)
    expect(offers(c, '不存在', 8)).toEqual([])
  })

  it('puts several into one cell', () => {
    const c = column('names', ['张三/zs', '李四/ls'], true)
    expect(lastWord(c, '张三、l')).toBe('l')
    expect(taken(c, '张三, l', '李四')).toBe('张三、李四')
    expect(offers(c, '张三、', 8).map((o) => o.name)).toEqual(['李四'])
  })
})
