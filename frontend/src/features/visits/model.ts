import type { Finding, FindingRow, Inquiry, LessonObservation, Visit, VisitForm } from '@/api'
import { joinProblems, splitProblems } from '@/lib/text'
import { methods } from '@/lib/vocabulary'

export function blankVisit(): Visit {
  return {
    id: 0, number: '', date: '', session: '上午', startsAt: '', endsAt: '', schoolId: 0, inspectorId: 0, companions: [],
    escorts: '', kind: '经常性督导', plan: '', filedOn: '', announced: false, announcedOn: '', title: '', content: '',
    highlights: '', problems: '', advice: '', disposal: 1, stars: 0, state: '已记录', reason: '', recordedOn: '',
    feedbackOn: '', attendees: '', inspectorSigned: false, principalSigned: false, matters: [], methods: [], checks: [],
    updatedAt: '',
  }
}

export function blankForm(): VisitForm {
  return {
    visit: blankVisit(), findings: [], lessons: [], inquiries: [], attachments: [], schoolName: '', inspectorName: '', zoneName: '',
  }
}

/** The next paper of the pile usually has the day and the kind of the one before. */
export function nextForm(before: VisitForm): VisitForm {
  const next = blankForm()
  next.visit.date = before.visit.date
  next.visit.session = before.visit.session
  next.visit.kind = before.visit.kind
  return next
}

export function blankFinding(visit: Visit): Finding {
  return {
    id: 0, number: '', visitId: visit.id, unitId: 0, schoolId: visit.schoolId, source: '', foundOn: visit.date, matterId: 0, content: '',
    level: visit.disposal === 1 ? 4 : visit.disposal, routing: '', department: '', measures: '', unit: '', person: '',
    dueOn: '', state: '', reportedOn: '', recheckOn: '', recheck: '', closedOn: '', note: '', updatedAt: '',
  }
}

export function blankLesson(visit: Visit): LessonObservation {
  return {
    id: 0, visitId: visit.id, schoolId: visit.schoolId, inspectorId: visit.inspectorId, date: visit.date, class: '', subject: '',
    teacher: '', topic: '', period: '', lessonType: '', process: '', rating: 0, evaluation: '', highlights: '', advice: '',
    feedbackTo: '', signed: false, updatedAt: '',
  }
}

export function blankInquiry(visit: Visit): Inquiry {
  return {
    id: 0, visitId: visit.id, schoolId: visit.schoolId, inspectorId: visit.inspectorId, date: visit.date, kind: '座谈',
    audience: '', people: 0, returned: 0, outline: '', result: '', updatedAt: '',
  }
}

// From the mildest to the hardest; the codes themselves are in no order.
const bySeverity = [1, 4, 2, 5, 3]

export function hardest(levels: readonly number[]): number {
  return levels.reduce((a, b) => (bySeverity.indexOf(b) > bySeverity.indexOf(a) ? b : a), 1)
}

/** Turns the narrated problems into single ones, leaving those that are there already. */
export function takeOver(form: VisitForm): Finding[] {
  const known = new Set(form.findings.map((f) => f.content.trim()))
  const fresh = splitProblems(form.visit.problems).filter((line) => !known.has(line))
  return fresh.map((content) => ({ ...blankFinding(form.visit), content }))
}

/** The form as it is sent: empty lines left out, the parts bound to the visit's school and day. */
export function forSaving(form: VisitForm): VisitForm {
  const visit = { ...form.visit, methods: form.visit.methods.filter((m) => m.count > 0) }
  const findings = form.findings.filter((f) => f.content.trim() !== '')
  if (visit.problems.trim() === '' && findings.length > 0) visit.problems = joinProblems(findings.map((f) => f.content.trim()))
  const bound = { schoolId: visit.schoolId, visitId: visit.id }
  return {
    ...form,
    visit,
    // A new finding has no day of its own on the form: it is the visit's as it is now.
    findings: findings.map((f) => ({ ...f, ...bound, foundOn: (f.id > 0 && f.foundOn) || visit.date })),
    lessons: form.lessons.map((l) => ({ ...l, ...bound, inspectorId: l.inspectorId || visit.inspectorId, date: l.date || visit.date })),
    inquiries: form.inquiries.map((q) => ({ ...q, ...bound, inspectorId: q.inspectorId || visit.inspectorId, date: q.date || visit.date })),
  }
}

export function countOf(visit: Visit, method: string): number {
  return visit.methods.find((m) => m.method === method)?.count ?? 0
}

export function setCount(visit: Visit, method: string, count: number): void {
  const others = visit.methods.filter((m) => m.method !== method)
  const next = count > 0 ? [...others, { method, count }] : others
  const order = methods.map((m) => m.name)
  visit.methods = next.sort((a, b) => order.indexOf(a.method) - order.indexOf(b.method))
}

/** The fault of one line of a part, as the program names it: findings.0.content or findings[0].content. */
export function lineFault(fields: Record<string, string>, part: string, line: number, field: string): string {
  return fields[`${part}.${line}.${field}`] ?? fields[`${part}[${line}].${field}`] ?? ''
}

/** The papers that the problems of a visit still wait for, with the problems of each. */
export function papersOf(visit: number, open: readonly Pick<FindingRow, 'id' | 'visitId' | 'level' | 'step'>[]): { kind: string; findings: number[] }[] {
  const waiting = open.filter((f) => f.visitId === visit && (f.step === '待下发' || f.step === '待审核（严重）'))
  const of = (levels: number[]) => waiting.filter((f) => levels.includes(f.level)).map((f) => f.id)
  return [{ kind: '整改通知书', findings: of([2, 5]) }, { kind: '协商意见书', findings: of([3]) }].filter((p) => p.findings.length > 0)
}
