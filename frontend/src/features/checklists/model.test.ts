import { describe, expect, it } from 'vitest'
import { pointsTyped } from '@/lib/points'
import { added, blankItem, dropped, isPoint, moved, shifted, sumOf } from './model'

const tree = (text: string) => text.split(' ').map((t) => ({ ...blankItem(Number(t[0])), name: t.slice(1), points: 2 }))
const shown = (step: { items: { level: number; name: string }[]; at: number } | undefined) => (step ? `${step.items.map((x) => `${x.level}${x.name}`).join(' ')} @${step.at}` : '')

describe('the outline of a check list', () => {
  it('adds a line below: under a heading, beside a point', () => {
    expect(shown(added(tree('1甲 2乙 1丙'), 0))).toBe('1甲 2 2乙 1丙 @1')
    expect(shown(added(tree('1甲 2乙 1丙'), 1))).toBe('1甲 2乙 2 1丙 @2')
    expect(shown(added([], -1))).toBe('1 @0')
  })

  it('moves in and out with what stands under it, never deeper than three', () => {
    expect(shown(shifted(tree('1甲 1乙 2丙'), 1, 1))).toBe('1甲 2乙 3丙 @1')
    expect(shifted(tree('1甲 1乙 2丙 3丁'), 1, 1)).toBeUndefined()
    expect(shifted(tree('1甲'), 0, 1)).toBeUndefined()
    expect(shown(shifted(tree('1甲 2乙 3丙'), 1, -1))).toBe('1甲 1乙 2丙 @1')
    expect(shifted(tree('1甲 2乙'), 0, -1)).toBeUndefined()
  })

  it('moves past its neighbour with all under both', () => {
    expect(shown(moved(tree('1甲 2乙 1丙 2丁 2戊 1己'), 2, -1))).toBe('1丙 2丁 2戊 1甲 2乙 1己 @0')
    expect(shown(moved(tree('1甲 2乙 1丙 2丁'), 0, 1))).toBe('1丙 2丁 1甲 2乙 @2')
    expect(moved(tree('1甲 2乙 1丙'), 1, -1)).toBeUndefined()
    expect(moved(tree('1甲 2乙 1丙'), 1, 1)).toBeUndefined()
  })

  it('keeps a sound tree when a heading goes', () => {
    expect(shown(dropped(tree('1甲 2乙 3丙'), 0))).toBe('1乙 2丙 @0')
    expect(shown(dropped(tree('1甲'), 0))).toBe(' @0')
  })

  it('counts points only, and reads typed ones', () => {
    const items = tree('1甲 2乙 2丙 1丁')
    expect([0, 1, 2, 3].map((i) => isPoint(items, i))).toEqual([false, true, true, true])
    expect(sumOf(items)).toBe(6)
    expect([' １．５', '3', '', 'x', '1.234'].map(pointsTyped)).toEqual([1.5, 3, 0, undefined, undefined])
  })
})
