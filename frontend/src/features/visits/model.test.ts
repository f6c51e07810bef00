import { describe, expect, it } from 'vitest'
import { blankFinding, blankForm, countOf, forSaving, hardest, lineFault, nextForm, papersOf, setCount, takeOver } from './model'

function form() {
  const f = blankForm()
  Object.assign(f.visit, { date: '2026-03-12', schoolId: 7, inspectorId: 3 })
  return f
}

describe('the visit form', () => {
  it('keeps methods in the order of the paper and drops zeros', () => {
    const { visit } = form()
    setCount(visit, '校园巡视', 1)
    setCount(visit, '随机听课', 2)
    setCount(visit, '查阅资料', 5)
    setCount(visit, '查阅资料', 0)
    expect(visit.methods).toEqual([{ method: '随机听课', count: 2 }, { method: '校园巡视', count: 1 }])
    expect(countOf(visit, '查阅资料')).toBe(0)
  })

  it('knows the hardest level though the codes are in no order', () => {
    expect(hardest([4, 2])).toBe(2)
    expect(hardest([5, 3, 2])).toBe(3)
    expect(hardest([])).toBe(1)
  })

  it('turns told problems into lines once only', () => {
    const f = form()
    f.visit.problems = '1.留样不全；2.车辆乱停。'
    f.findings.push(...takeOver(f))
    expect(f.findings.map((x) => x.content)).toEqual(['留样不全', '车辆乱停'])
    expect(takeOver(f)).toEqual([])
  })

  it('sends no empty lines and binds the parts to school and day', () => {
    const f = form()
    f.findings = [{ ...blankFinding(f.visit), content: ' 留样不全 ' }, blankFinding(f.visit)]
    f.visit.methods = [{ method: '随机听课', count: 0 }]
    const sent = forSaving(f)
    expect(sent.findings).toHaveLength(1)
    expect(sent.findings[0]).toMatchObject({ schoolId: 7, foundOn: '2026-03-12' })
    expect(sent.visit.problems).toBe('留样不全。')
    expect(sent.visit.methods).toEqual([])
    expect(f.findings).toHaveLength(2)
  })

  it('dates a new finding by the day of the visit as it is sent', () => {
    const f = form()
    f.findings = [{ ...blankFinding(f.visit), content: '留样不全' }, { ...blankFinding(f.visit), id: 3, content: '车辆乱停', foundOn: '2026-03-13' }]
    f.visit.date = '2026-02-27'
    expect(forSaving(f).findings.map((x) => x.foundOn)).toEqual(['2026-02-27', '2026-03-13'])
  })

  it('starts the next paper with the day and kind of this one, and nothing else', () => {
    const f = form()
    f.visit.kind = '专项督导'
    expect(nextForm(f).visit).toMatchObject({ id: 0, date: '2026-03-12', kind: '专项督导', schoolId: 0, inspectorId: 0 })
  })

  it('finds the fault of one line under both ways of naming it', () => {
    expect(lineFault({ 'findings.1.content': '请填写' }, 'findings', 1, 'content')).toBe('请填写')
    expect(lineFault({ 'findings[1].content': '请填写' }, 'findings', 1, 'content')).toBe('请填写')
    expect(lineFault({ 'findings.1.content': '请填写' }, 'findings', 0, 'content')).toBe('')
  })
})

describe('what follows a visit', () => {
  it('offers a paper over the problems that wait for one', () => {
    const f = { id: 1, visitId: 9, level: 2, step: '待下发' }
    const open = [f, { ...f, id: 2, level: 5, step: '待审核（严重）' }, { ...f, id: 3, level: 3 }, { ...f, id: 4, step: '已下发待签收' }, { ...f, id: 5, visitId: 8 }, { ...f, id: 6, level: 4, step: '已反馈待整改' }]
    expect(papersOf(9, open)).toEqual([{ kind: '整改通知书', findings: [1, 2] }, { kind: '协商意见书', findings: [3] }])
    expect(papersOf(7, open)).toEqual([])
  })
})
