import { describe, expect, it } from 'vitest'
import { addDays, chineseDay, daysBetween, isDay, parseDay, weekday } from './dates'

const now = '2026-03-12'

describe('parseDay', () => {
  it.each([
    ['2023.5.6', '2023-05-06'], ['2023-5-6', '2023-05-06'], ['2023/05/06', '2023-05-06'], ['20230506', '2023-05-06'],
    ['2023年5月6日', '2023-05-06'], ['２０２３．５．６', '2023-05-06'], ['二〇二三年五月六日', '2023-05-06'],
    ['二〇二五年十二月三十一日', '2025-12-31'], ['23.5.6', '2023-05-06'], ['3-5', '2026-03-05'], ['3月5日', '2026-03-05'],
    ['0305', '2026-03-05'], ['5日', '2026-03-05'], ['9', '2026-03-09'], ['今天', now], ['昨天', '2026-03-11'], [' 2023. 5. 6 ', '2023-05-06'],
  ])('reads %s', (typed, day) => expect(parseDay(typed, now)).toBe(day))

  it.each(['', '2023.13.6', '2023-02-29', '0231', '五月', 'abc', '2023', '1-2-3-4', '12345', '2023.5.六号楼'])('refuses %s', (typed) =>
    expect(parseDay(typed, now)).toBe(''))

  it('takes the year before when a past day would lie far ahead', () => {
    expect(parseDay('12-25', now, 'past')).toBe('2025-12-25')
    expect(parseDay('4-10', now, 'past')).toBe('2026-04-10')
  })

  it('takes the next year when a future day would lie far behind', () => {
    expect(parseDay('1-5', now, 'future')).toBe('2027-01-05')
    expect(parseDay('3-1', now, 'future')).toBe('2026-03-01')
  })

  it('knows leap days', () => {
    expect(parseDay('2024.2.29', now)).toBe('2024-02-29')
    expect(parseDay('2-29', now)).toBe('')
  })
})

describe('days', () => {
  it('counts over month and year ends', () => {
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01')
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29')
    expect(daysBetween('2025-12-31', '2026-03-01')).toBe(60)
  })
  it('names the day of the week and the day on paper', () => {
    expect(weekday('2026-03-12')).toBe('周四')
    expect(weekday('12日')).toBe('')
    expect(chineseDay('2026-03-02')).toBe('2026年3月2日')
  })
  it('tells a day from what only looks like one', () => {
    expect(isDay('2026-03-12')).toBe(true)
    expect(isDay('2026-3-12')).toBe(false)
    expect(isDay('2026-02-30')).toBe(false)
  })
})
