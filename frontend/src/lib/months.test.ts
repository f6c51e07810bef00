import { describe, expect, it } from 'vitest'
import { addMonths, chineseMonth, isMonth, monthAt } from './months'

describe('months', () => {
  it('count over years', () => {
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(addMonths('2025-12', 14)).toBe('2027-02')
  })
  it('follow the office’s own boundary', () => {
    expect(monthAt('2026-03-25', 25)).toBe('2026-03')
    expect(monthAt('2026-03-26', 25)).toBe('2026-04')
    expect(monthAt('2026-12-26', 25)).toBe('2027-01')
    expect(monthAt('2026-03-31', 0)).toBe('2026-03')
  })
  it('are written as on papers', () => {
    expect(chineseMonth('2026-03')).toBe('2026年3月')
    expect(isMonth('2026-13')).toBe(false)
  })
})
