// What a paper of each kind asks for, and the blank ones.
import type { Notice, NoticeForm, StepRule } from '@/api'
import { today } from '@/lib/dates'

/** The fields of the form beyond what every paper has, by kind. */
type Part = 'department' | 'basis' | 'request' | 'limit' | 'copyTo' | 'meeting' | 'person' | 'measure' | 'source'

const parts: Record<string, Part[]> = {
  整改通知书: ['source', 'basis', 'request', 'limit', 'copyTo'],
  协商意见书: ['department', 'limit', 'copyTo'],
  督办单: ['department', 'basis', 'request', 'limit', 'copyTo'],
  约谈通知书: ['person', 'meeting', 'basis', 'request'],
  通报: ['department', 'basis', 'request', 'limit', 'copyTo'],
  问责: ['person', 'measure', 'basis', 'request'],
  催办单: ['limit'],
}

export function asks(kind: string, part: Part): boolean {
  return parts[kind]?.includes(part) ?? false
}

/** The printed forms of each kind, by their keys. */
export const noticeForms: Record<string, string[]> = {
  整改通知书: ['notice'], 协商意见书: ['consult'], 督办单: ['order'], 约谈通知书: ['talk'], 通报: ['bulletin'], 问责: ['accountability'], 催办单: ['reminder'],
}

export function blankNotice(kind: string): Notice {
  return {
    id: 0, kind, number: '', docNumber: '', date: today(), schoolId: 0, visitId: 0, inspectorId: 0, department: '', copyTo: '', source: '', title: '', body: '',
    basis: '', request: '', days: 0, daysUnit: '工作日', dueOn: '', signer: '', meetAt: '', place: '', attendees: '', measure: '', effectiveOn: '', person: '', state: '草稿',
    voidReason: '', note: '', findings: [], steps: [], updatedAt: '',
  }
}

export function blankNoticeForm(kind: string): NoticeForm {
  return {
    notice: blankNotice(kind), findings: [], next: [], limits: [], attachments: [], today: today(),
    row: {
      id: 0, kind, number: '', docNumber: '', date: '', schoolId: 0, school: '', zone: '', inspector: '', department: '', title: '', dueOn: '', state: '草稿',
      voidReason: '', findings: 0, openFindings: 0, visitId: 0, visitNumber: '', overdue: 0, next: [], limits: [],
    },
  }
}

/** What is to be done next: the first step that may not be left out, else the first of all. */
export function mainStep(next: readonly StepRule[], issued: boolean, issue: string): StepRule | undefined {
  if (!issued) return next.find((s) => s.name === issue) ?? next[0]
  return next.find((s) => !s.optional) ?? next[0]
}
