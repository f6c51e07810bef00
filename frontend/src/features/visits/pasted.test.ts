// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { isPasted, pieces } from './pasted'

describe('a pasted message', () => {
  it('is cut at its marks, by characters and not by halves of them', () => {
    const text = '𬭊督学昨天到一小'
    const cut = pieces(text, [{ field: '日期', from: 3, to: 5 }, { field: '学校', from: 6, to: 8 }])
    expect(cut.map((p) => p.text)).toEqual(['𬭊督学', '昨天', '到', '一小'])
    expect(cut.map((p) => p.field)).toEqual(['', '日期', '', '学校'])
    expect(cut.map((p) => p.text).join('')).toBe(text)
  })
  it('is whole without marks', () => {
    expect(pieces('没有', [])).toEqual([{ text: '没有', field: '' }])
    expect(pieces('', [])).toEqual([])
  })
  it('is told from other forms by its key', () => {
    expect([isPasted('new'), isPasted('new-12'), isPasted('12')]).toEqual([false, true, false])
  })
})
