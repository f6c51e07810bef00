// What can be done next with a finding, from where it stands (所处环节).
import type { FindingCase, Round } from '@/api'

export type Act = 'receive' | 'report' | 'file' | 'recheck' | 'close' | 'next' | 'reopen'

export const actNames: Record<Act, string> = {
  receive: '登记签收', report: '登记学校报告', file: '登记报督导室', recheck: '登记核查', close: '销号', next: '开始下一轮整改', reopen: '重新打开',
}

const byStep: Record<string, Act[]> = {
  '已反馈待整改': ['recheck', 'report'],
  '已下发待签收': ['receive', 'report', 'recheck'],
  '已签收待报告': ['report', 'recheck'],
  '已核查待销号': ['close', 'recheck'],
  '核查不到位待继续整改': ['next'],
  '已销号': ['reopen'],
  '现场整改': ['reopen'],
}

/** The actions that make sense now, the one to do next first; none while a severe problem waits for its paper. */
export function actsOf(c: Pick<FindingCase, 'step' | 'current' | 'canClose'>): Act[] {
  const known = byStep[c.step]
  if (known) return known
  const r = c.current
  if (r.reportedOn === '' && r.recheckOn === '') {
    if (c.step === '待审核（严重）') return []
    return r.issuedOn !== '' && r.receivedOn === '' ? ['receive', 'report', 'recheck'] : ['report', 'recheck']
  }
  if (r.verdict !== '') return c.canClose ? ['close'] : ['next']
  return r.filedOn === '' && r.id !== 0 ? ['recheck', 'file'] : ['recheck']
}

/** The kinds of papers that a finding of the level may get, the usual one first. */
export function papersFor(level: number, overdue: number): string[] {
  const usual: Record<number, string> = { 2: '整改通知书', 5: '整改通知书', 3: '协商意见书' }
  const first = usual[level]
  return [...(first ? [first] : []), ...(overdue > 0 ? ['催办单'] : []), '督办单', '约谈通知书', ...(first ? [] : ['整改通知书'])]
}

export interface CourseStep { title: string; on: string; by: string; text: string; late: boolean }

/** The steps of a round in order, for the course on the page; those still to come have no day. */
export function courseOf(r: Round, today: string): CourseStep[] {
  const late = (day: string, until: string) => day === '' && until !== '' && until < today && r.closedOn === ''
  const step = (title: string, on: string, by = '', text = '', isLate = false) => ({ title, on, by, text, late: isLate })
  return [
    step('下发', r.issuedOn, '', r.dueOn === '' ? '' : `限 ${r.dueOn} 前整改`),
    step('学校签收', r.receivedOn, r.receivedBy),
    step('学校报告', r.reportedOn, '', r.report, late(r.reportedOn, r.dueOn)),
    step('报督导室', r.filedOn),
    step('核查', r.recheckOn, [r.recheckBy, r.recheckWay].filter(Boolean).join('，'), [r.verdict, r.recheck, r.advice && `后续建议：${r.advice}`, r.proof && `凭证：${r.proof}`].filter(Boolean).join('\n')),
    step('销号', r.closedOn),
  ]
}
