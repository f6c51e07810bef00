import type { InjectionKey, Ref } from 'vue'
import type { ListQuery } from '@/api'

/** One column of a list; a column without a text function shows the row's field of its key. */
export interface Column<Row> {
  key: string
  title: string
  /** In pixels at 100 %; without it the column takes what is left. */
  width?: number
  sort?: boolean
  align?: 'left' | 'right' | 'center'
  text?: (row: Row) => string
  /** Shown only when chosen. */
  hidden?: boolean
  /** The filters by which only rows of this value remain: true means the row's field under the column's key. */
  filter?: true | ((row: Row) => Record<string, string>)
}

export interface PageOf<Row> { rows: Row[]; total: number }

export type Fetch<Row> = (query: ListQuery) => Promise<PageOf<Row>>

/** What the page around a list knows of it: a place beside its title, and its filters in words. */
export interface ListFrame {
  beside: Ref<HTMLElement | undefined>
  /** Each filter says itself, or '' when it is not set. */
  words: Set<() => string>
}

export const listFrame: InjectionKey<ListFrame> = Symbol('list frame')

/** What a cell says. */
export function textOf<Row extends object>(row: Row, c: Column<Row>): string {
  if (c.text) return c.text(row)
  const v: unknown = Reflect.get(row, c.key)
  return v === undefined || v === null ? '' : String(v)
}

/** The filters by which only rows like this one remain; undefined where the column has none. */
export function likeIt<Row extends object>(row: Row, c: Column<Row>): Record<string, string> | undefined {
  if (!c.filter) return undefined
  const v: unknown = Reflect.get(row, c.key)
  const found = c.filter === true ? { [c.key]: v === undefined || v === null ? '' : String(v) } : c.filter(row)
  return Object.values(found).every((x) => x !== '') ? found : undefined
}

/** Rows as Excel and WPS take them from the clipboard. */
export function asBlock(rows: string[][]): string {
  const cell = (s: string) => (/[\t\n"]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s)
  return rows.map((r) => r.map(cell).join('\t')).join('\n')
}

/** The keys in the order of the clerk; a key that the order does not know stays behind the one before it. */
export function inOrder(keys: readonly string[], order: readonly string[]): string[] {
  const known = order.filter((k) => keys.includes(k))
  const out = [...known]
  keys.forEach((key, i) => {
    if (known.includes(key)) return
    const before = keys.slice(0, i).reverse().find((k) => out.includes(k))
    out.splice(before === undefined ? 0 : out.indexOf(before) + 1, 0, key)
  })
  return out
}

/** Pages shown in the pager: the first, the last, and those around the current one; 0 is a gap. */
export function pagerPages(page: number, last: number): number[] {
  const near = [1, last, page - 1, page, page + 1].filter((p) => p >= 1 && p <= last)
  const sorted = [...new Set(near)].sort((a, b) => a - b)
  return sorted.flatMap((p, i) => (i > 0 && p - (sorted[i - 1] ?? p) > 1 ? [0, p] : [p]))
}
