// How far an inspection has come, and what is to be done next.
import type { Inspection, InspectionForm, UnitForm, UnitRow } from '@/api'
import { today } from '@/lib/dates'

export interface Station { title: string; on: string; note?: string }

export function blankInspection(): Inspection {
  return {
    id: 0, number: '', kind: '专项督导', title: '', topic: '', basis: '', scope: '', content: '', requirements: '', checklistId: 0, formerId: 0,
    plannedOn: today(), startsOn: '', endsOn: '', noticeNo: '', noticeOn: '', selfDueOn: '', reportNo: '', reportOn: '', reportTo: '', reportText: '',
    filedNo: '', filedOn: '', publishedOn: '', publishedAt: '', state: '', reason: '', note: '', updatedAt: '',
  }
}

/** The stations of the whole course; those that all units go through say how many have. */
export function stations(f: InspectionForm): Station[] {
  const x = f.inspection
  const all = f.units.length
  const through = (title: string, done: (u: UnitRow) => boolean): Station => {
    const n = f.units.filter(done).length
    return { title, on: all > 0 && n === all ? `${n} 个` : '', note: n > 0 ? `${n} / ${all} 个` : '' }
  }
  const course: Station[] = [
    { title: '立项', on: x.plannedOn }, { title: '通知', on: x.noticeOn },
    through('实地', (u) => u.visitedOn !== ''),
  ]
  if (x.kind !== '质量监测') {
    course.push(through('意见书', (u) => u.letterOn !== ''), through('整改核查', (u) => u.state === '办结'))
  }
  return [...course, { title: '督导报告', on: x.reportOn }, { title: '备案', on: x.filedOn }, { title: '公布', on: x.publishedOn }]
}

export type Act = 'units' | 'groups' | 'share' | '通知' | '督导报告' | '备案' | '公布' | ''

/** What the inspection as a whole waits for; the units' own steps are done in their list. */
export function nextAct(f: InspectionForm): Act {
  const x = f.inspection
  if (x.state === '取消') return ''
  if (f.units.length === 0) return 'units'
  if (f.groups.length === 0) return 'groups'
  if (f.units.some((u) => u.groupId === 0 && u.visitedOn === '')) return 'share'
  if (!x.noticeOn) return '通知'
  const through = f.units.every((u) => (x.kind === '质量监测' ? u.visitedOn : u.letterOn) !== '')
  if (!x.reportOn) return through ? '督导报告' : ''
  if (!x.filedOn) return '备案'
  return x.publishedOn ? '' : '公布'
}

/** The units that wait for the step. */
export const waiting = (units: readonly UnitRow[], step: string): UnitRow[] => units.filter((u) => u.next === step)

/** The one step that all the units wait for, empty when they differ. */
export function commonStep(units: readonly UnitRow[]): string {
  const steps = new Set(units.map((u) => u.next))
  const [step] = steps
  return steps.size === 1 && step !== undefined && step !== '通知' ? step : ''
}

export interface CourseLine { step: string; on: string; text: string; number: string; optional: boolean }

/** The course of one unit, line by line. */
export function courseOf(f: UnitForm): CourseLine[] {
  const u = f.unit
  const line = (step: string, on: string, text = '', optional = false, number = ''): CourseLine => ({ step, on, text, number, optional })
  const list = [line('自评', u.selfOn, u.selfText, !f.inspection.selfDueOn), line('实地', u.visitedOn)]
  if (f.inspection.kind === '质量监测') return list
  list.push(
    line('初步意见', u.opinionOn, [u.strengths && `评价：${u.strengths}`, u.problems && `问题：${u.problems}`, u.advice && `建议：${u.advice}`].filter(Boolean).join('\n')),
    line('申辩', u.pleaOn, u.plea, true),
  )
  if (u.pleaOn) list.push(line('答复申辩', u.pleaAnswerOn, u.pleaAnswer))
  list.push(line('意见书', u.letterOn, u.dueOn ? `整改期限 ${u.dueOn}` : '', false, u.letterNo))
  if (u.letterOn && (u.dueOn || f.findings.length > 0)) {
    list.push(line('整改报告', u.reportOn, u.report))
    if (u.orderOn || u.unitKind === '幼儿园' || u.verdict) list.push(line('督办函', u.orderOn, [u.orderText, u.orderDueOn && `期限 ${u.orderDueOn}`].filter(Boolean).join('\n'), true, u.orderNo))
    list.push(line('核查', u.recheckOn, [[u.verdict, u.recheckBy].filter(Boolean).join('，'), u.recheck].filter(Boolean).join('\n')))
  }
  return list
}
