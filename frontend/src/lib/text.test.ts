import { describe, expect, it } from 'vitest'
import { clock, fileName, fileSize, joinProblems, pieces, runes, splitProblems } from './text'

describe('splitProblems', () => {
  it('splits numbered text within one line', () =>
    expect(splitProblems('1.食堂留样不全；2.门口车辆乱停。')).toEqual(['食堂留样不全', '门口车辆乱停']))
  it('splits lines of any bullet', () =>
    expect(splitProblems('一、制度未上墙\n（2）台账缺页。\n③ 消防器材过期\n')).toEqual(['制度未上墙', '台账缺页', '消防器材过期']))
  it('leaves dates and one sentence whole', () => {
    expect(splitProblems('2026.3.12检查时3处漏水。')).toEqual(['2026.3.12检查时3处漏水'])
    expect(splitProblems('  \n')).toEqual([])
  })
  it('comes back from joinProblems unchanged', () => {
    const lines = ['食堂留样不全', '门口车辆乱停', '制度未上墙']
    expect(splitProblems(joinProblems(lines))).toEqual(lines)
    expect(splitProblems(joinProblems(['只有一条']))).toEqual(['只有一条'])
  })
})

describe('small texts', () => {
  it('counts characters outside the basic plane as one', () => expect(runes('𬭚a字')).toBe(3))
  it('cuts a snippet at its marks', () =>
    expect(pieces('查看«食堂»加工')).toEqual([{ text: '查看', marked: false }, { text: '食堂', marked: true }, { text: '加工', marked: false }]))
  it('takes a file name out of both kinds of path', () => {
    expect(fileName('D:\\报表\\三月.xlsx')).toBe('三月.xlsx')
    expect(fileName('/home/a/三月.xlsx')).toBe('三月.xlsx')
  })
  it('writes sizes', () => {
    expect(fileSize(900)).toBe('900 字节')
    expect(fileSize(5 * 1024 * 1024)).toBe('5.0 MB')
  })
  it('writes moments short', () => {
    const now = new Date(2026, 2, 12, 12, 0)
    expect(clock('2026-03-12 10:32', now)).toBe('今天 10:32')
    expect(clock('2026-01-05 08:00', now)).toBe('01-05 08:00')
    expect(clock('2025-01-05 08:00', now)).toBe('2025-01-05 08:00')
    expect(clock('', now)).toBe('')
  })
})
