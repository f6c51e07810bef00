// What was typed while a save was under way must outlive the answer.

function plain(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v)
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** A copy of a record as it is sent: plain data. */
export function copyOf<T>(record: T): T {
  return JSON.parse(JSON.stringify(record)) as T
}

/**
 * Joins the answer of a save with what the form holds by then: what still stands as it was sent takes
 * the saved value (numbers, ids, what the program filled in), what was typed since stays.
 */
export function keepTyped<T>(sent: T, now: T, saved: T): T {
  return merged(sent, now, saved) as T
}

function merged(sent: unknown, now: unknown, saved: unknown): unknown {
  if (same(sent, now)) return saved
  if (plain(sent) && plain(now) && plain(saved)) {
    const keys = new Set([...Object.keys(saved), ...Object.keys(now)])
    return Object.fromEntries([...keys].map((k) => [k, k in now ? merged(sent[k], now[k], k in saved ? saved[k] : now[k]) : saved[k]]))
  }
  if (Array.isArray(sent) && Array.isArray(now) && Array.isArray(saved) && sent.length === saved.length) return rows(sent, now, saved)
  return now
}

/** Rows of a list: one still there as it was sent has been saved, one changed in place keeps its id. */
function rows(sent: unknown[], now: unknown[], saved: unknown[]): unknown[] {
  const left = new Set(sent.keys())
  const stands = now.map((row) => {
    const at = [...left].find((i) => same(sent[i], row))
    if (at !== undefined) left.delete(at)
    return at
  })
  return now.map((row, i) => {
    const at = stands[i]
    if (at !== undefined) return saved[at]
    if (!left.has(i)) return row
    left.delete(i)
    return merged(sent[i], row, saved[i])
  })
}
