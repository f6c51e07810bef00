// What the menu of a row offers.
import { likeIt, textOf } from './RecordTable'
import type { Column } from './RecordTable'
import type { RowAct } from './RowMenu.vue'

export interface RowAbout<Row> {
  row: Row
  /** The column that was pointed at. */
  column: Column<Row> | undefined
  chosen: boolean
  forms: readonly { title: string; show: (id: number) => void }[]
  deletable: boolean
  open: (row: Row) => void
  drop: (id: number) => void
  toggle: () => void
  print: () => void
  copyCell: (text: string) => void
  copyRow: (row: Row) => void
  narrow: (filters: Record<string, string>) => void
}

const shortest = 16
const short = (s: string) => (s.length > shortest ? `${s.slice(0, shortest)}…` : s)

export function rowActs<Row extends { id: number }>(a: RowAbout<Row>): RowAct[][] {
  const { row, column } = a
  const value = column ? textOf(row, column) : ''
  const like = column ? likeIt(row, column) : undefined
  return [
    [{ title: '打开', hint: 'Enter', act: () => a.open(row) }, ...a.forms.map((f) => ({ title: `打印${f.title}…`, act: () => f.show(row.id) }))],
    [
      ...(like ? [{ title: `只看${column?.title}“${short(value)}”`, act: () => a.narrow(like) }] : []),
      ...(value ? [{ title: `复制“${short(value)}”`, act: () => a.copyCell(value) }] : []),
      { title: '复制这一行', hint: 'Ctrl+C', act: () => a.copyRow(row) },
      { title: a.chosen ? '取消勾选' : '勾选', hint: '空格', act: a.toggle },
    ],
    [{ title: '打印、导出这张表…', act: a.print }],
    a.deletable ? [{ title: '删除…', hint: 'Delete', danger: true, act: () => a.drop(row.id) }] : [],
  ]
}
