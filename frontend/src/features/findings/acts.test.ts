import { describe, expect, it } from 'vitest'
import type { Round } from '@/api'
import { actsOf, courseOf, papersFor, papersForAll } from './acts'

const blank: Round = {
  id: 7, findingId: 1, number: 1, noticeId: 0, opened: '首次整改', reason: '', issuedOn: '', dueOn: '', receivedOn: '', receivedBy: '', reportedOn: '', report: '', filedOn: '',
  recheckOn: '', recheckerId: 0, recheckBy: '', recheckWay: '', recheck: '', verdict: '', advice: '', proof: '', closedOn: '',
}
const at = (step: string, round: Partial<Round> = {}, canClose = false) => actsOf({ step, canClose, current: { ...blank, ...round } })

describe('what can be done next with a problem', () => {
  it('follows where it stands', () => {
    expect(at('已下发待签收', { issuedOn: '2026-03-02' })[0]).toBe('receive')
    expect(at('已签收待报告')[0]).toBe('report')
    expect(at('已核查待销号')[0]).toBe('close')
    expect(at('核查不到位待继续整改')).toEqual(['next'])
    expect(at('已销号')).toEqual(['reopen'])
  })

  it('leaves a severe problem to its paper', () => {
    expect(at('待审核（严重）')).toEqual([])
    expect(at('待下发')).toEqual(['report', 'recheck'])
  })

  it('goes on while a paper presses it', () => {
    expect(at('督办中', { issuedOn: '2026-03-02' })).toEqual(['receive', 'report', 'recheck'])
    expect(at('督办中', { issuedOn: '2026-03-02', receivedOn: '2026-03-03' })).toEqual(['report', 'recheck'])
    expect(at('督办中', { reportedOn: '2026-03-05' })).toEqual(['recheck', 'file'])
    expect(at('督办中', { recheckOn: '2026-03-09', verdict: '未整改' })).toEqual(['next'])
    expect(at('督办中', { recheckOn: '2026-03-09', verdict: '已整改' }, true)).toEqual(['close'])
  })
})

describe('the papers of problems', () => {
  it('puts the usual one of the level first', () => {
    expect(papersFor(2, 0)[0]).toBe('整改通知书')
    expect(papersFor(3, 9).slice(0, 2)).toEqual(['协商意见书', '催办单'])
    expect(papersFor(4, 0)).toEqual(['督办单', '约谈通知书', '整改通知书'])
  })

  it('goes to one school; only a 通报 speaks of several', () => {
    const row = { id: 1, schoolId: 5, level: 2, state: '整改中', overdue: 0 }
    const rows = [row, { ...row, id: 2, level: 3, overdue: 4 }, { ...row, id: 3, state: '已销号' }]
    expect(papersForAll(rows)).toEqual([
      { kind: '整改通知书', findings: [1] }, { kind: '协商意见书', findings: [2] }, { kind: '催办单', findings: [2] }, { kind: '督办单', findings: [1, 2] },
    ])
    expect(papersForAll([row, { ...row, id: 9, schoolId: 6 }])).toEqual([{ kind: '通报', findings: [1, 9] }])
    expect(papersForAll([{ ...row, state: '现场整改' }])).toEqual([])
  })
})

describe('the course of a round', () => {
  it('marks a report that is late, not one that came', () => {
    const report = (r: Partial<Round>) => courseOf({ ...blank, dueOn: '2026-03-09', ...r }, '2026-03-10')[2]
    expect(report({})?.late).toBe(true)
    expect(report({ reportedOn: '2026-03-11' })?.late).toBe(false)
    expect(report({ closedOn: '2026-03-08' })?.late).toBe(false)
  })

  it('says the recheck line by line', () => {
    expect(courseOf({ ...blank, verdict: '已整改', recheck: '现场看过。', proof: '存盒' }, '2026-03-10')[4]?.text).toBe('已整改\n现场看过。\n凭证：存盒')
  })
})
