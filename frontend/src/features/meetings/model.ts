import type { Decision, Meeting } from '@/api'
import { today } from '@/lib/dates'

export function blankMeeting(): Meeting {
  return {
    id: 0, number: '', kind: '责任督学月例会', title: '', date: today(), startsAt: '', place: '', chair: '', recorder: '', others: '',
    agenda: '', content: '', noticeNo: '', noticeOn: '', minutesNo: '', minutesOn: '', state: '', note: '', attendees: [], decisions: [], updatedAt: '',
  }
}

export function blankDecision(): Decision {
  return { id: 0, content: '', person: '', dueOn: '', doneOn: '', result: '' }
}

/** A line that says nothing is not counted, nor kept. */
export function said(d: Decision): boolean {
  return [d.content, d.person, d.dueOn, d.doneOn, d.result].some((text) => text.trim() !== '')
}
