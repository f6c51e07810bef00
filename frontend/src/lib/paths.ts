/** Where each kind of record is opened; undefined when it has no page of its own. */
export function pathOf(kind: string, id: number): string | undefined {
  const roots: Record<string, string> = { visit: '/visits', school: '/schools', inspector: '/inspectors', finding: '/findings', lesson: '/lessons', complaint: '/complaints', notice: '/notices', practice: '/practices', plan: '/plans', assessment: '/assessments', assessment_scheme: '/assessments/schemes' }
  const root = roots[kind]
  if (root) return `${root}/${id}`
  const pages: Record<string, string> = { plan_task: '/plans', menu: '/plans/menu', plan_line: '/plans/month', staff: '/plans/contacts', staff_day: '/plans/contacts', leader: '/plans/contacts' }
  if (pages[kind]) return pages[kind]
  if (kind === 'award') return '/assessments/awards'
  return kind === 'zone' || kind === 'zone_version' ? '/zones' : undefined
}
