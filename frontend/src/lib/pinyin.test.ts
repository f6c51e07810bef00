import { describe, expect, it } from 'vitest'
import { matching, rank } from './pinyin'

const options = [
  { id: 1, name: '示例县第一小学', shortName: '一小', pinyin: 'shi li xian,xuan di yi xiao xue' },
  { id: 2, name: '示例县第一初级中学', shortName: '一中', pinyin: 'shi li xian,xuan di yi chu ji zhong xue' },
  { id: 3, name: '青石镇中心小学', shortName: '', pinyin: 'qing shi,dan zhen zhong xin xiao xue|qing xiao' },
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
  it('finds by initials and full pinyin one after the other, every reading, and by another name', () => {
    expect(ids('qszhenzx')).toEqual([3])
    expect(ids('lixuan')).toEqual([1, 2])
    expect(ids('qingd')).toEqual([3])
    expect(ids('qx')).toEqual([3])
    expect(rank(options[2]!, 'qx')).toBe(0)
  })
  it('puts the whole name first, then its beginning, then what comes within', () => {
    const of = (pinyin: string, text: string) => rank({ name: '', pinyin }, text)
    expect(of('yi xiao xue', 'yxx')).toBe(0)
    expect(of('di yi xiao xue', 'yixiaoxue')).toBe(0)
    expect(of('yi xiao xue', 'xuy')).toBe(-1)
    expect(of('yi xiao xue', 'yixiaox')).toBe(0)
    expect(of('yi xiao xue', 'yixiaoxu')).toBe(2)
    expect(of('yi xiao xue', 'xx')).toBe(4)
    expect(of('di yi xiao xue', 'dxe')).toBe(7)
    expect(of('', 'a')).toBe(-1)
  })
  it('answers at once to a long name of many readings', () => { // trying each in turn would take years
    const hostile = { name: '', pinyin: Array(4000).fill('xiao,xue,xu,x').join(' ') }
    expect(rank(hostile, 'x'.repeat(60))).toBe(0)
    expect(rank(hostile, 'xu'.repeat(60) + 'y')).toBe(-1)
  })
  it('reads full-width letters and ignores spaces', () => expect(ids('ｑ s z')).toEqual([3]))
  it('gives all without a word and none for nonsense', () => {
    expect(ids('')).toEqual([1, 2, 3])
    expect(ids('qqq')).toEqual([])
  })
  it('takes every reading of a surname', () => {
    const person = { name: '单示信', pinyin: 'shan,dan,chan shi xin,shen' }
    expect(rank(person, 'ssx')).toBe(0)
    expect(rank(person, 'dan')).toBe(2)
  })
})
