import { describe, expect, it } from 'vitest'
import { keepTyped } from './keepTyped'

const sent = { id: 0, number: '', title: '开学检查', findings: [{ id: 0, content: '灭火器过期' }, { id: 0, content: '留样不全' }] }
const saved = { id: 7, number: 'JL2026-0001', title: '开学检查', findings: [{ id: 3, content: '灭火器过期' }, { id: 4, content: '留样不全' }] }

describe('keepTyped', () => {
  it('is what was saved when nothing was typed meanwhile', () => {
    expect(keepTyped(sent, structuredClone(sent), saved)).toEqual(saved)
  })

  it('keeps a text typed meanwhile beside the number that the save gave', () => {
    const now = { ...structuredClone(sent), title: '春季开学检查' }
    expect(keepTyped(sent, now, saved)).toEqual({ ...saved, title: '春季开学检查' })
  })

  it('keeps the id of a row that was edited meanwhile: it is not saved twice', () => {
    const now = structuredClone(sent)
    now.findings[1]!.content = '留样不全，已当场整改'
    expect(keepTyped(sent, now, saved).findings).toEqual([{ id: 3, content: '灭火器过期' }, { id: 4, content: '留样不全，已当场整改' }])
  })

  it('keeps a row added and one removed meanwhile', () => {
    const now = structuredClone(sent)
    now.findings = [now.findings[1]!, { id: 0, content: '通道堆物' }]
    expect(keepTyped(sent, now, saved).findings[0]).toEqual({ id: 4, content: '留样不全' })
    expect(keepTyped(sent, now, saved).findings[1]!.content).toBe('通道堆物')
  })
})
