import { expect, test } from 'vitest'
import { courseOf, nextStep, verdict } from './model'

const rows = [
  { outcome: '拟聘', step: '审核' }, { outcome: '拟聘', step: '推荐' }, { outcome: '不再续聘', step: '' },
]

test('a step is done when all who go on have taken it', () => {
  expect(courseOf(rows).map((s) => `${s.title} ${s.text} ${s.done}`)).toEqual(['推荐 2 / 2 名 true', '审核 1 / 2 名 false', '公示 0 / 2 名 false', '公布 0 / 2 名 false'])
  expect(nextStep(rows)).toBe('审核')
  expect(nextStep([])).toBe('推荐')
})

test('the worst check decides', () => {
  const check = (state: string) => ({ key: '', name: '', state, detail: '', source: '', official: true })
  expect(verdict([check('符合'), check('待核实')])).toBe('待核实')
  expect(verdict([check('待核实'), check('不符合')])).toBe('不符合')
  expect(verdict([])).toBe('符合')
})
