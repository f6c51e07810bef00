import { describe, expect, it } from 'vitest'
import type { StepRule } from '@/api'
import { noticeKinds } from '@/lib/vocabulary'
import { asks, blankNotice, mainStep, noticeForms } from './model'

const step = (name: string, optional = false): StepRule => ({ name, optional, repeats: false, ends: false, person: '', way: '', text: '', from: '', limit: '' })

describe('the papers', () => {
  it('each has a printed form and a blank draft', () => {
    for (const kind of noticeKinds) {
      expect(noticeForms[kind]).toHaveLength(1)
      expect(blankNotice(kind)).toMatchObject({ id: 0, kind, state: '草稿', findings: [] })
    }
  })

  it('ask for what is theirs', () => {
    expect(asks('约谈通知书', 'meeting')).toBe(true)
    expect(asks('整改通知书', 'meeting')).toBe(false)
    expect(asks('没有这种', 'limit')).toBe(false)
  })

  it('go out first, then the step that must come', () => {
    expect(mainStep([step('审核', true), step('下发')], false, '下发')?.name).toBe('下发')
    expect(mainStep([step('审核')], false, '下发')?.name).toBe('审核')
    expect(mainStep([step('跟踪', true), step('办结')], true, '送科室')?.name).toBe('办结')
    expect(mainStep([], true, '下发')).toBeUndefined()
  })
})
