/** Where each kind of record is opened; undefined when it has no page of its own. */
export function pathOf(kind: string, id: number): string | undefined {
  const roots: Record<string, string> = { visit: '/visits', school: '/schools', inspector: '/inspectors', finding: '/findings', lesson: '/lessons', complaint: '/complaints', notice: '/notices', practice: '/practices', archive_item: '/archive' }
  const root = roots[kind]
  if (root) return `${root}/${id}`
  if (kind === 'archive_box') return '/archive/boxes'
  return kind === 'zone' || kind === 'zone_version' ? '/zones' : undefined
}
