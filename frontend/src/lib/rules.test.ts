import { describe, expect, it } from 'vitest'
import { ruleText } from './rules'

describe('ruleText', () => {
  it('gives the number with its unit, and yes or no as words', () => {
    expect(ruleText({ value: 5, unit: '个工作日' })).toBe('5 个工作日')
    expect(ruleText({ value: 0, unit: '天' })).toBe('0 天')
    expect(ruleText({ value: 0, unit: '是否' })).toBe('否')
    expect(ruleText({ value: 1, unit: '是否' })).toBe('是')
  })
})
