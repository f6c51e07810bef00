import type { AlertRow } from '@/api'

/** Tells alerts apart: one rule speaks of a record once a month or term. */
export function keyOf(r: AlertRow): string {
  return [r.code, r.kind, r.recordId, r.period].join('/')
}
