import { describe, expect, it } from 'vitest'
import { byInspector, byMonth, when } from './model'

describe('the calendar', () => {
  it('puts a line into each of its months, and a long one above the year', () => {
    const months = byMonth([{ monthFrom: 3, monthTo: 4 }, { monthFrom: 1, monthTo: 12 }, { monthFrom: 12, monthTo: 12 }])
    expect(months.map((m) => m.length)).toEqual([1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1])
  })
  it('names the months', () => {
    expect(when({ monthFrom: 3, monthTo: 3 })).toBe('3月')
    expect(when({ monthFrom: 3, monthTo: 4 })).toBe('3—4月')
  })
})

describe('the lines of a month', () => {
  it('stand together by inspector', () => {
    const rows = [{ inspectorId: 2, inspector: '甲' }, { inspectorId: 2, inspector: '甲' }, { inspectorId: 1, inspector: '乙' }]
    expect(byInspector(rows).map((g) => [g.name, g.rows.length])).toEqual([['甲', 2], ['乙', 1]])
  })
})
