// How wide the columns of a grid are, in rem.
import type { GridColumn } from '@/api'

const perRem = 15 // pixels at 100 %
const narrowest = 3
const letter = 14 // pixels of a Chinese letter in a cell

function usual(c: GridColumn): number {
  const head = c.title.length * 0.9 + 1.3 // the head's own letters, its edges and the star of a column that must be filled in
  return Math.max(/date|due/.test(c.type) ? 6.8 : 5, head, Math.min(14, c.width * 0.38 + 1.6))
}

/** The clerk's own widths, else the usual ones; what a wide screen leaves goes to the long texts, or to the widest column. */
export function widthsOf(columns: readonly GridColumn[], own: (key: string) => number | undefined, room: number): number[] {
  const out = columns.map((c) => Math.max(narrowest, (own(c.key) ?? usual(c) * perRem) / perRem))
  const widest = columns.some((c) => c.type === 'long') ? Infinity : Math.max(...out)
  const growing = columns.map((c, i) => own(c.key) === undefined && (c.type === 'long' || out[i] === widest))
  const many = growing.filter(Boolean).length
  const left = room - out.reduce((sum, w) => sum + w, 0)
  return many === 0 || left <= 0 ? out : out.map((w, i) => (growing[i] ? w + left / many : w))
}

/** The width in pixels at 100 % that shows all of the texts' first lines, up to a limit. */
export function fitting(texts: readonly string[]): number {
  const long = Math.max(...texts.map((t) => [...(t.split('\n')[0] ?? '')].reduce((sum, c) => sum + (c > '\u00ff' ? 1 : 0.56), 0)))
  return Math.min(480, Math.ceil(long * letter) + 18)
}
