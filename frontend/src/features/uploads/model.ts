import type { PlatformField, UploadCount } from '@/api'

export interface UploadLine {
  zone: string
  title: string
  inspectorId: number
  name: string
  due: number
  uploaded: number
  onTime: number
  sum: boolean
}

/** The counts with the sum of each zone under its inspectors, and the sum of all at the end. */
export function withSums(counts: readonly UploadCount[]): UploadLine[] {
  const out: UploadLine[] = []
  const add = (rows: readonly UploadCount[], zone: string, title: string, name: string) => {
    const total = (key: 'due' | 'uploaded' | 'onTime') => rows.reduce((n, r) => n + r[key], 0)
    out.push({ zone, title, inspectorId: 0, name, due: total('due'), uploaded: total('uploaded'), onTime: total('onTime'), sum: true })
  }
  for (const zone of [...new Set(counts.map((c) => c.zone))]) {
    const rows = counts.filter((c) => c.zone === zone)
    const title = zone || '未划入责任区'
    for (const r of rows) out.push({ zone, title, inspectorId: r.inspectorId, name: r.inspector || '未写明督学', due: r.due, uploaded: r.uploaded, onTime: r.onTime, sum: false })
    add(rows, zone, title, '小计')
  }
  if (counts.length > 0) add(counts, '', '合计', '')
  return out
}

/** The list with the i-th field of a kind moved up or down among those of its kind. */
export function moved(fields: readonly PlatformField[], at: number, way: 1 | -1): PlatformField[] {
  const next = [...fields]
  const to = at + way
  const [a, b] = [next[at], next[to]]
  if (!a || !b || a.kind !== b.kind) return next
  next[at] = b
  next[to] = a
  return next
}
