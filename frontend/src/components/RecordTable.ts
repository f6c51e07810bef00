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
}

export interface PageOf<Row> { rows: Row[]; total: number }

export type Fetch<Row> = (query: ListQuery) => Promise<PageOf<Row>>

/** Pages shown in the pager: the first, the last, and those around the current one; 0 is a gap. */
export function pagerPages(page: number, last: number): number[] {
  const near = [1, last, page - 1, page, page + 1].filter((p) => p >= 1 && p <= last)
  const sorted = [...new Set(near)].sort((a, b) => a - b)
  return sorted.flatMap((p, i) => (i > 0 && p - (sorted[i - 1] ?? p) > 1 ? [0, p] : [p]))
}
