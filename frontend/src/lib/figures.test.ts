import { describe, expect, it } from 'vitest'
import { figureText, step } from './figures'

describe('figures', () => {
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
