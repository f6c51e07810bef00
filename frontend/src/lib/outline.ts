// Lines as a tree that is edited like an outline: each line has a level, what stands
// under it follows it. Every step gives a new list.
export interface OutlineLine { level: number; points: number }

export interface Step<T> { items: T[]; at: number }

/** The steps of an outline of at most so many levels, whose new lines are made by blank. */
export function outlineOf<T extends OutlineLine>(deepest: number, blank: (level: number) => T) {
  /** The first line after i and all that stands under it. */
  function endOf(items: readonly T[], i: number): number {
    let end = i + 1
    while (end < items.length && (items[end]?.level ?? 0) > (items[i]?.level ?? 0)) end++
    return end
  }

  /** Whether nothing stands under the line: then it is scored. */
  const isPoint = (items: readonly T[], i: number) => endOf(items, i) === i + 1

  /** A new line below line i: under a heading, else beside it. */
  function added(items: readonly T[], i: number): Step<T> {
    const line = items[i]
    const level = line ? line.level + (isPoint(items, i) ? 0 : 1) : 1
    return { items: [...items.slice(0, i + 1), blank(level), ...items.slice(i + 1)], at: i + 1 }
  }

  /** The line and what stands under it one level in (1) or out (-1); undefined when it cannot. */
  function shifted(items: readonly T[], i: number, way: 1 | -1): Step<T> | undefined {
    const line = items[i]
    const before = items[i - 1]
    if (!line) return undefined
    const end = endOf(items, i)
    const low = Math.max(...items.slice(i, end).map((x) => x.level))
    if (way === 1 && (!before || line.level > before.level || low >= deepest)) return undefined
    if (way === -1 && line.level === 1) return undefined
    return { items: items.map((x, k) => (k >= i && k < end ? { ...x, level: x.level + way } : x)), at: i }
  }

  /** The line and what stands under it past its neighbour of the same level; undefined at the ends. */
  function moved(items: readonly T[], i: number, way: 1 | -1): Step<T> | undefined {
    const line = items[i]
    if (!line) return undefined
    const end = endOf(items, i)
    if (way === 1) {
      if ((items[end]?.level ?? 0) !== line.level) return undefined
      const past = endOf(items, end)
      return { items: [...items.slice(0, i), ...items.slice(end, past), ...items.slice(i, end), ...items.slice(past)], at: i + past - end }
    }
    let from = i - 1
    while (from >= 0 && (items[from]?.level ?? 0) > line.level) from--
    if (from < 0 || items[from]?.level !== line.level) return undefined
    return { items: [...items.slice(0, from), ...items.slice(i, end), ...items.slice(from, i), ...items.slice(end)], at: from }
  }

  /** Without line i; what stood under it moves out as far as it must. */
  function dropped(items: readonly T[], i: number): Step<T> {
    const rest = items.filter((_, k) => k !== i).map((x) => ({ ...x }))
    let level = 0
    for (const x of rest) {
      x.level = Math.min(x.level, level + 1)
      level = x.level
    }
    return { items: rest, at: Math.max(0, Math.min(i, rest.length - 1)) }
  }

  /** The points of a line: of a heading those of all under it. */
  function pointsOf(items: readonly T[], i: number): number {
    const all = items.slice(i, endOf(items, i))
    return all.reduce((n, x, k) => n + (isPoint(items, i + k) ? x.points : 0), 0)
  }

  const sumOf = (items: readonly T[]) => Math.round(items.reduce((n, x, i) => n + (isPoint(items, i) ? x.points : 0), 0) * 100) / 100

  return { endOf, isPoint, added, shifted, moved, dropped, pointsOf, sumOf }
}
