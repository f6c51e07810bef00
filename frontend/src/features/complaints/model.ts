import type { Complaint, ComplaintForm } from '@/api'
import { complaintSteps } from '@/lib/vocabulary'
import { today } from '@/lib/dates'

export type Outcome = '办结' | '继续办理' | '暂存'

export function blankComplaint(now?: Date): Complaint {
  const at = now ?? new Date()
  const clock = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  return {
    id: 0, number: '', receivedOn: today(now), receivedAt: clock, channel: '电话', name: '', gender: '', identity: '', phone: '',
    schoolId: 0, target: '', matterId: 0, content: '', kind: '一般', recorder: '', recorderId: 0, handler: '', handlerId: 0,
    department: '', dueOn: '', result: '', undertaker: '', resultOn: '', answer: '', answerWay: '', answeredOn: '', findingId: 0,
    state: '', closedOn: '', note: '', steps: [], updatedAt: '',
  }
}

/** The form with a line for every opinion of the paper, filled or not. */
export function opened(form: ComplaintForm): ComplaintForm {
  const steps = complaintSteps.map(({ step }) =>
    form.complaint.steps.find((s) => s.step === step) ?? { step, on: '', by: '', way: '', text: '' })
  return { ...form, complaint: { ...form.complaint, steps } }
}

export function blankForm(): ComplaintForm {
  return opened({ complaint: blankComplaint(), masked: { name: '', phone: '' }, zone: '', findingNumber: '', attachments: [] })
}

/** What the clerk types: lines that stay empty are none. */
export function typed(form: ComplaintForm): Complaint {
  return { ...form.complaint, steps: form.complaint.steps.filter((s) => s.on !== '' || s.by !== '' || s.text !== '') }
}

/** An ordinary complaint that is new and answered is done with, unless the clerk says otherwise. */
export function outcomeOf(c: Complaint): Outcome {
  if (c.state === '暂存') return '暂存'
  const atOnce = c.state === '' && c.kind !== '特殊' && c.answer.trim() !== ''
  return atOnce || c.closedOn !== '' || c.state === '办结' ? '办结' : '继续办理'
}

export function setOutcome(c: Complaint, outcome: Outcome): void {
  const atOnce = c.id === 0 && c.kind !== '特殊' // the program gives it the day it was answered
  c.closedOn = outcome === '办结' && !atOnce ? c.closedOn || today() : ''
  c.state = outcome === '继续办理' ? '办理中' : outcome
}

/** The stations of a special complaint, each with its day once it is passed. */
export function stations(c: Complaint): { title: string; on: string }[] {
  return [
    { title: '登记', on: c.receivedOn },
    ...c.steps.map((s) => ({ title: s.step, on: s.on })),
    { title: '处理结果', on: c.resultOn },
    { title: '答复', on: c.answeredOn },
    { title: '办结', on: c.closedOn },
  ]
}
