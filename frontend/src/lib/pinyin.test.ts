import { describe, expect, it } from 'vitest'
import { matching, rank } from './pinyin'

const options = [
  { id: 1, name: '示例县第一小学', shortName: '一小', pinyin: 'slxdyxx shilixiandiyixiaoxue' },
  { id: 2, name: '示例县第一初级中学', shortName: '一中', pinyin: 'slxdycjzx shilixiandiyichujizhongxue' },
  { id: 3, name: '青石镇中心小学', shortName: '', pinyin: 'qszzxxx qingshizhenzhongxinxiaoxue' },
]
const ids = (typed: string) => matching(options, typed, 10).map((o) => o.id)

describe('matching', () => {
  it('finds by initials from anywhere in the name', () => {
    expect(ids('qsz')).toEqual([3])
    expect(ids('dyxx')).toEqual([1])
  })
  it('finds by full pinyin and by initials with gaps', () => {
    expect(ids('qingshi')).toEqual([3])
    expect(ids('sdyx')).toContain(1)
  })
  it('finds by Chinese, short name first', () => {
    expect(ids('一小')[0]).toBe(1)
    expect(ids('中心')).toEqual([3])
    expect(ids('青小')).toEqual([3])
  })
  it('reads full-width letters and ignores spaces', () => expect(ids('ｑ s z')).toEqual([3]))
  it('gives all without a word and none for nonsense', () => {
    expect(ids('')).toEqual([1, 2, 3])
    expect(ids('qqq')).toEqual([])
  })
  it('takes every reading of a surname', () => {
    const person = { name: '单示信', pinyin: 'ssx dsx shanshixin danshixin' }
    expect(rank(person, 'ssx')).toBe(0)
    expect(rank(person, 'dan')).toBe(2)
  })
})
