import { expect, test } from 'vitest'
import { blankComplaint, blankForm, opened, outcomeOf, setOutcome, stations, typed } from './model'

test('an answered ordinary complaint is done with, a special one is not', () => {
  const c = { ...blankComplaint(), answer: '已告知' }
  expect(outcomeOf(c)).toBe('办结')
  expect(outcomeOf({ ...c, kind: '特殊' })).toBe('继续办理')
  expect(outcomeOf(blankComplaint())).toBe('继续办理')
})

test('the clerk may let an answered one go on, put it aside, or end it', () => {
  const c = { ...blankComplaint(), id: 7, answer: '已告知', state: '已答复' }
  setOutcome(c, '办结')
  expect([c.state, c.closedOn !== '', outcomeOf(c)]).toEqual(['办结', true, '办结'])
  setOutcome(c, '继续办理')
  expect([c.state, c.closedOn, outcomeOf(c)]).toEqual(['办理中', '', '继续办理'])
  setOutcome(c, '暂存')
  expect([c.state, c.closedOn, outcomeOf(c)]).toEqual(['暂存', '', '暂存'])
})

test('a new ordinary one that ends at once gets its day from the program', () => {
  const c = blankComplaint()
  setOutcome(c, '办结')
  expect([c.state, c.closedOn]).toEqual(['办结', ''])
})

test('empty opinions are offered but not typed', () => {
  const form = opened({ ...blankForm(), complaint: { ...blankComplaint(), steps: [{ step: '领导批示', on: '2026-03-07', by: '', way: '', text: '同意' }] } })
  expect(form.complaint.steps.map((s) => s.step)).toEqual(['督导室建议', '领导批示', '科室办理'])
  expect(typed(form).steps.map((s) => s.text)).toEqual(['同意'])
  expect(stations(form.complaint).map((s) => s.on !== '')).toEqual([true, false, true, false, false, false, false])
})
