import { describe, expect, it } from 'vitest'
import { decimals, figureText, percent, rate, signed, step } from './figures'

describe('figures', () => {
  it('stand under each other with as many decimals', () => {
    expect([0, 50, 66.666, 99.99, 100].map(percent)).toEqual(['0.0%', '50.0%', '66.7%', '99.9%', '100.0%'])
    expect([rate(0, 0), rate(2, 3), rate(9999, 10000), rate(5, 5)]).toEqual(['—', '66.7%', '99.9%', '100.0%'])
    expect([decimals([98, 97.5, 74.21]), decimals([98, 97.5, undefined]), decimals([90.1 + 0.2]), decimals([98]), decimals([])]).toEqual([2, 1, 1, 0, 0])
    expect([signed(1.2, 2), signed(-1, 2), signed(0, 2), signed(undefined, 2)]).toEqual(['+1.20', '-1.00', '0.00', ''])
  })

  it('are read as whole numbers or rates', () => {
    expect(figureText(1234, '次')).toBe('1,234')
    expect(figureText(96.178, '%')).toBe('96.2%')
  })
  it('say the step from another period in words', () => {
    expect(step(5, 3, '次')).toEqual({ text: '增 2', way: 'up' })
    expect(step(3, 5, '次')).toEqual({ text: '减 2', way: 'down' })
    expect(step(3, 3, '次')).toEqual({ text: '持平', way: 'same' })
    expect(step(96.2, 95.0, '%')).toEqual({ text: '增 1.2 点', way: 'up' })
    expect(step(0.1 + 0.2, 0.3, '%').way).toBe('same')
  })
})
