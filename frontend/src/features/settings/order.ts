/** The ids of a list with one line moved up or down. */
export function moved(list: readonly { id: number }[], at: number, by: number): number[] {
  const ids = list.map((x) => x.id)
  const [id] = ids.splice(at, 1)
  if (id !== undefined) ids.splice(Math.max(0, Math.min(ids.length, at + by)), 0, id)
  return ids
}
