/** Where each kind of record is opened; undefined when it has no page of its own. */
export function pathOf(kind: string, id: number): string | undefined {
  const roots: Record<string, string> = { visit: '/visits', school: '/schools', inspector: '/inspectors', finding: '/findings', lesson: '/lessons', complaint: '/complaints', notice: '/notices', practice: '/practices', assessment: '/assessments', assessment_scheme: '/assessments/schemes', inspection: '/inspections', inspection_unit: '/inspections/units', checklist: '/checklists' }
  const root = roots[kind]
  if (root) return `${root}/${id}`
  if (kind === 'award') return '/assessments/awards'
  return kind === 'zone' || kind === 'zone_version' ? '/zones' : undefined
}
