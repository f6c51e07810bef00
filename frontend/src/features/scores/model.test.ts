import { describe, expect, it } from 'vitest'
import { blankItem } from '@/features/checklists/model'
import { markTyped, needsNote, resultOfKey, scoreOf } from './model'
import type { Row } from './model'

const item = (points: number) => ({ ...blankItem(1), id: 7, name: '留样', points })
const row = (points: number, mark: string, note = '', self = ''): Row => ({ item: item(points), point: true, points, self, mark, result: '', note, findingId: 0, fault: '', open: false })

describe('scoring by keyboard', () => {
  it('reads numbers, letters, signs and names', () => {
    expect(markTyped('４。５', item(5))).toEqual({ score: 4.5, result: '' })
    expect(markTyped('b', item(5))).toEqual({ result: '不符合' })
    expect(markTyped('不适用', item(5))).toEqual({ result: '不适用' })
    expect(markTyped('6', item(5))).toBeUndefined()
    expect(markTyped('2', item(0))).toEqual({ result: '基本符合' })
    expect(markTyped('', item(5))).toEqual({ result: '' })
    expect(resultOfKey('2', item(5))).toBeUndefined()
    expect(resultOfKey('+', item(5))).toBe('符合')
  })

  it('asks for a note where points were lost', () => {
    expect(needsNote(row(5, '4'))).toBe(true)
    expect(needsNote(row(5, '4', '缺签名'))).toBe(false)
    expect(needsNote(row(5, '5'))).toBe(false)
    expect(needsNote(row(0, '2'))).toBe(false)
    expect(needsNote(row(0, '3'))).toBe(true)
  })

  it('gives the row to be saved, or says what is wrong', () => {
    expect(scoreOf(row(5, '4'), 3)).toBe('扣了分，请写扣分说明')
    expect(scoreOf(row(5, '9'), 3)).toBe('填 0 到 5，或按 f j b n')
    expect(scoreOf(row(5, '4', '缺', '6'), 3)).toBe('自评填 0 到 5')
    expect(scoreOf(row(5, '4', '缺', '5'), 3)).toMatchObject({ unitId: 3, itemId: 7, self: 5, score: 4, note: '缺' })
  })
})
