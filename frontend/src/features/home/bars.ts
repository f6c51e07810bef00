// What the bars of the first page show.
import type { BarRow } from '@/components/BarRows.vue'
import type { Glance } from '@/api'
import { rate } from '@/lib/figures'

const share = (part: number, whole: number) => (whole > 0 ? rate(part, whole) : '')

/** Visited and not yet visited schools of each zone. */
export function coverageRows(g: Glance): BarRow[] {
  return g.zones.map((z) => ({
    name: z.zone, parts: [{ title: '已督导', ...z.visited }, { title: '未督导', ...z.unvisited }], note: g.exempt ? '' : share(z.visited.value, z.schools),
  }))
}

/** Problems by matter. */
export function matterRows(g: Glance): BarRow[] {
  return g.matters.map((m) => ({ name: m.kindergarten ? `园 ${m.name}` : m.name, parts: [{ title: '问题', ...m.found }], note: m.open.value > 0 ? `未结 ${m.open.value}` : '' }))
}

/** What fell due in each zone, put right or not. */
export function rectifyRows(g: Glance): BarRow[] {
  return g.rectified.map((z) => ({
    name: z.zone, parts: [{ title: '已整改', ...z.done }, { title: '未整改', ...z.late }], note: share(z.done.value, z.done.value + z.late.value),
  }))
}

/** The inspectors' visits, in two columns read downwards. */
export function peopleRows(g: Glance): BarRow[][] {
  const rows = g.people.map((p) => ({ name: p.name, about: `${p.schools} 所`, parts: [{ title: '督导', ...p.visits }] }))
  const half = Math.ceil(rows.length / 2)
  return rows.length > 10 ? [rows.slice(0, half), rows.slice(half)] : [rows]
}
