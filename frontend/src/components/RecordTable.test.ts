import { describe, expect, it } from 'vitest'
import { asBlock, inOrder, likeIt, pagerPages } from './RecordTable'

describe('the pager', () => {
  it('shows first, last and neighbours with gaps', () => {
    expect(pagerPages(1, 83)).toEqual([1, 2, 0, 83])
    expect(pagerPages(40, 83)).toEqual([1, 0, 39, 40, 41, 0, 83])
    expect(pagerPages(83, 83)).toEqual([1, 0, 82, 83])
  })
  it('shows no gap where none is', () => {
    expect(pagerPages(2, 3)).toEqual([1, 2, 3])
    expect(pagerPages(1, 1)).toEqual([1])
  })
})

describe('columns', () => {
  it('keeps new columns where they belong in an old order', () => {
    expect(inOrder(['a', 'b', 'c'], [])).toEqual(['a', 'b', 'c'])
    expect(inOrder(['a', 'b', 'c'], ['c', 'a', 'gone'])).toEqual(['c', 'a', 'b'])
    expect(inOrder(['new', 'a', 'b'], ['b', 'a'])).toEqual(['new', 'b', 'a'])
  })
  it('says which filter leaves rows like this one', () => {
    const row = { kind: '专项', date: '2026-03-12', zone: '' }
    expect(likeIt(row, { key: 'kind', title: '类型', filter: true })).toEqual({ kind: '专项' })
    expect(likeIt(row, { key: 'date', title: '日期', filter: (r) => ({ month: r.date.slice(0, 7) }) })).toEqual({ month: '2026-03' })
    expect(likeIt(row, { key: 'zone', title: '责任区', filter: true })).toBeUndefined()
    expect(likeIt(row, { key: 'kind', title: '类型' })).toBeUndefined()
  })
  it('quotes what a sheet would tear apart', () => {
    expect(asBlock([['一', '二\n三'], ['说"好"', '']])).toBe('一\t"二\n三"\n"说""好"""\t')
  })
})
