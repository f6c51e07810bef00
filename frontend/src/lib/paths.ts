// The page of each kind of record, and of the kinds that share one.
const roots: Partial<Record<string, string>> = {
  visit: '/visits', lesson: '/lessons', practice: '/practices', finding: '/findings', notice: '/notices', complaint: '/complaints',
  school: '/schools', inspector: '/inspectors', plan: '/plans', meeting: '/meetings', publication: '/publications', platform: '/uploads/platforms',
  inspection: '/inspections', inspection_unit: '/inspections/units', checklist: '/checklists', tenure: '/tenures', training: '/trainings',
  assessment: '/assessments', assessment_scheme: '/assessments/schemes', team: '/teams', archive_item: '/archive', stocktake: '/archive/stocktakes', disposal: '/archive/disposals', archive_loan: '/archive/loans',
  standard: '/standards', evaluation: '/evaluations', evidence: '/evidence', spot_check: '/evaluations/spots',
}
const shared: Partial<Record<string, string>> = {
  zone: '/zones', zone_version: '/zones', award: '/assessments/awards', issued_report: '/reports', archive_box: '/archive/boxes', sheet: '/sheets', tray: '/scans', scan_source: '/scans',
  plan_task: '/plans', menu: '/plans/menu', plan_line: '/plans/month', staff: '/plans/contacts', staff_day: '/plans/contacts', leader: '/plans/contacts',
}

/** Where a record is opened; undefined when its kind has no page. */
export function pathOf(kind: string, id: number): string | undefined {
  return roots[kind] ? `${roots[kind]}/${id}` : shared[kind]
}

/** The record whose page the path is; undefined for lists and new records. */
export function recordAt(path: string): { kind: string; id: number } | undefined {
  const found = /^(\/[a-z/-]+?)\/(\d+)(?:\/(?:dossier|briefing|edit))?$/.exec(path)
  const kind = found && Object.keys(roots).find((k) => roots[k] === found[1])
  return found && kind ? { kind, id: Number(found[2]) } : undefined
}
