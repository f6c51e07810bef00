// How far the candidates of a 届 have come.
import type { Candidate, CandidateRow } from '@/api'
import { tenureSteps } from '@/lib/vocabulary'

export interface Station { title: string; text: string; done: boolean }

const stations = [...tenureSteps, '公布']
type Row = Pick<CandidateRow, 'outcome' | 'step'>

/** How many of those going on have come to a step or further. */
function come(rows: readonly Row[], step: string): number {
  return rows.filter((r) => r.outcome === '拟聘' && stations.indexOf(r.step) >= stations.indexOf(step)).length
}

/** The four steps with how many of the candidates have taken each. */
export function courseOf(rows: readonly Row[]): Station[] {
  const going = rows.filter((r) => r.outcome === '拟聘').length
  return stations.map((title) => {
    const n = come(rows, title)
    return { title, text: `${n} / ${going} 名`, done: going > 0 && n === going }
  })
}

/** The first step that not all have taken. */
export function nextStep(rows: readonly Row[]): string {
  return courseOf(rows).find((s) => !s.done)?.title ?? ''
}

/** The checks of 资格 in one word, the worst first. */
export function verdict(checks: CandidateRow['checks']): string {
  return ['不符合', '待核实'].find((s) => checks.some((c) => c.state === s)) ?? '符合'
}

export function blankCandidate(tenureId: number): Candidate {
  return {
    id: 0, tenureId, inspectorId: 0, appointmentId: 0, fresh: true, name: '', gender: '', bornOn: '', ethnicity: '', party: '', idNumber: '', degree: '', rank: '', post: '', employer: '',
    service: '在职', teachingOn: '', subject: '', stage: '', employment: '兼职', mobile: '', health: '', resume: '', merits: '', termNumber: 1, recommendedBy: '', nominatedOn: '', nomination: '',
    reviewedOn: '', review: '', postedOn: '', posting: '', publishedOn: '', exception: '', outcome: '拟聘', reason: '', leaving: '解聘', letterNo: '', note: '', updatedAt: '',
  }
}
