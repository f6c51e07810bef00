import type { Router } from 'vue-router'

/** Opens a new paper of the kind over the findings, or over those of a visit. */
export function draftNotice(router: Router, kind: string, findings: readonly number[], visit = 0): Promise<unknown> {
  return router.push({ path: '/notices/new', query: { kind, ...(findings.length > 0 ? { findings: findings.join(',') } : {}), ...(visit ? { visit: String(visit) } : {}) } })
}
