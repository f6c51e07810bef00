// All the rows that a list's filter finds: chosen, copied, printed as they stand.
import { computed, inject, ref } from 'vue'
import type { Ref } from 'vue'
import { copyText } from '@/api'
import type { ListQuery } from '@/api'
import { asBlock, listFrame, textOf } from '@/components/RecordTable'
import type { Fetch } from '@/components/RecordTable'
import { sure, tell, warn } from './feedback'
import type { Columns } from './useColumns'

interface List<Row> {
  label: string
  fetch: Fetch<Row>
  query: Ref<ListQuery>
  total: Ref<number>
  chosen: Ref<Row[]>
  columns: Columns<Row>
  /** Reads what is shown once more. */
  again: () => Promise<void>
}

// One answer of thirty thousand rows would hold up the window.
const atOnce = 1000
const manyRows = 5000
// A column without a width has on paper the room of this many pixels.
const flexible = 280

export function useListRows<Row extends { id: number }>(list: List<Row>) {
  const gathering = ref(false)
  const printing = ref(false)
  const onlyChosen = ref(false)
  const words = inject(listFrame, undefined)?.words
  const printed = computed(() => list.columns.shown.value.filter((c) => c.title !== ''))
  const cells = (row: Row) => printed.value.map((c) => textOf(row, c))

  async function everyRow(): Promise<Row[]> {
    gathering.value = true
    try {
      const all: Row[] = []
      for (let page = 1; ; page++) {
        const got = await list.fetch({ ...list.query.value, page, size: atOnce })
        all.push(...got.rows)
        if (got.rows.length < atOnce) break
      }
      await list.again() // a page may keep what it fetched last
      return all
    } finally {
      gathering.value = false
    }
  }

  async function copy(text: string, what: string): Promise<void> {
    if (await copyText(text)) tell(`已复制${what}`)
    else warn('没有复制成，请再试一次。')
  }
  const copyRows = (rows: readonly Row[]) => copy(asBlock(rows.map(cells)), rows.length > 1 ? ` ${rows.length} 行，可以粘贴到 Excel 或 WPS` : '这一行')

  async function print(some: boolean): Promise<void> {
    const n = some ? list.chosen.value.length : list.total.value
    if (n > manyRows && !(await sure(`一共 ${n.toLocaleString('zh-CN')} 条，生成要等一会儿。先加条件缩小范围更好用，仍要全部打印、导出吗？`, '全部'))) return
    onlyChosen.value = some
    printing.value = true
  }

  async function paper() {
    const said = [...(words ?? [])].map((say) => say()).filter(Boolean)
    if (list.query.value.text) said.push(`查找：${list.query.value.text}`)
    if (onlyChosen.value) said.push('只含所选')
    const ids = new Set(list.chosen.value.map((r) => r.id))
    const all = await everyRow()
    return {
      title: list.label, filter: said.join('；'),
      columns: printed.value.map((c) => ({ title: c.title, width: list.columns.widthOf(c) ?? flexible, align: c.align ?? '' })),
      rows: (onlyChosen.value ? all.filter((r) => ids.has(r.id)) : all).map(cells),
    }
  }

  return { everyRow, gathering, copy, copyRows, print, printing, paper }
}
