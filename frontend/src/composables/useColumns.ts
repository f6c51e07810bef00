// Which columns a list shows, in which order and how wide; remembered on this PC.
import { computed, toValue } from 'vue'
import type { ComputedRef, MaybeRefOrGetter, Ref } from 'vue'
import { useLocalStorage } from '@vueuse/core'
import { inOrder } from '@/components/RecordTable'
import type { Column } from '@/components/RecordTable'

/** Columns as they are written down. */
export interface ColumnState { hidden: string[]; order: string[]; widths: Record<string, number> }

export interface Columns<Row> {
  all: ComputedRef<Column<Row>[]>
  shown: ComputedRef<Column<Row>[]>
  hidden: Ref<string[]>
  widthOf: (c: Column<Row>) => number | undefined
  /** The width that the clerk gave a column. */
  ownWidth: (key: string) => number | undefined
  resize: (key: string, width: number | undefined) => void
  move: (key: string, way: number) => void
  reset: () => void
  state: ComputedRef<ColumnState>
  apply: (state: ColumnState) => void
}

const narrowest = 40
const widest = 900

/** The clerk's choice of the columns; they may come later than the page. */
export function useColumns<Row>(name: string, of: MaybeRefOrGetter<readonly Column<Row>[]>): Columns<Row> {
  const columns = computed(() => toValue(of))
  const usual = computed(() => columns.value.filter((c) => c.hidden).map((c) => c.key))
  const keys = computed(() => columns.value.map((c) => c.key))
  const chosen = useLocalStorage<string[] | null>(`dudao.hidden.${name}`, null, { serializer: { read: (t) => JSON.parse(t) as string[] | null, write: (v) => JSON.stringify(v) } })
  const hidden = computed({ get: () => chosen.value ?? usual.value, set: (of) => { chosen.value = of } })
  const order = useLocalStorage<string[]>(`dudao.order.${name}`, [])
  const widths = useLocalStorage<Record<string, number>>(`dudao.widths.${name}`, {})

  const all = computed(() => inOrder(keys.value, order.value).flatMap((key) => columns.value.filter((c) => c.key === key)))
  const shown = computed(() => {
    const some = all.value.filter((c) => !hidden.value.includes(c.key))
    return some.length > 0 ? some : all.value.slice(0, 1)
  })

  function resize(key: string, width: number | undefined): void {
    const rest = Object.entries(widths.value).filter(([k]) => k !== key)
    if (width !== undefined) rest.push([key, Math.round(Math.max(narrowest, Math.min(widest, width)))])
    widths.value = Object.fromEntries(rest)
  }

  function move(key: string, way: number): void {
    const now = all.value.map((c) => c.key)
    const from = now.indexOf(key)
    // Past the hidden ones, so that the step is seen.
    let to = from + way
    if (!hidden.value.includes(key)) while (now[to] !== undefined && hidden.value.includes(now[to] ?? '')) to += way
    if (from < 0 || to < 0 || to >= now.length) return
    now.splice(to, 0, ...now.splice(from, 1))
    order.value = now
  }

  const state = computed(() => ({ hidden: keys.value.filter((k) => hidden.value.includes(k)), order: all.value.map((c) => c.key), widths: { ...widths.value } }))
  function apply(s: ColumnState): void {
    hidden.value = s.hidden.filter((k) => keys.value.includes(k))
    order.value = s.order
    widths.value = s.widths
  }

  return { all, shown, hidden, widthOf: (c) => widths.value[c.key] ?? c.width, ownWidth: (key) => widths.value[key], resize, move, reset: () => apply({ hidden: usual.value, order: [], widths: {} }), state, apply }
}
