// The rows chosen in a list, over all its pages: one by one, in a stretch, or all
// that the filter finds.
import { computed, ref } from 'vue'
import type { ComputedRef, Ref } from 'vue'

interface Row { id: number }

export interface Chosen<T extends Row> {
  is: (row: T) => boolean
  all: ComputedRef<boolean>
  toggle: (at: number) => void
  /** From where the last choice began to here, and nothing else of the page. */
  stretch: (to: number) => void
  toggleAll: () => void
  /** The rows were read again. */
  refresh: () => void
  clear: () => void
}

export function useChosen<T extends Row>(chosen: Ref<T[]>, rows: Ref<T[]>): Chosen<T> {
  const ids = computed(() => new Set(chosen.value.map((r) => r.id)))
  const anchor = ref(0)
  const is = (row: T) => ids.value.has(row.id)
  const all = computed(() => rows.value.length > 0 && rows.value.every(is))
  function elsewhere(): T[] {
    const here = new Set(rows.value.map((r) => r.id))
    return chosen.value.filter((r) => !here.has(r.id))
  }

  function toggle(at: number): void {
    const row = rows.value[at]
    if (!row) return
    anchor.value = at
    chosen.value = is(row) ? chosen.value.filter((r) => r.id !== row.id) : [...chosen.value, row]
  }

  function stretch(to: number): void {
    const [from, end] = [Math.min(anchor.value, to), Math.max(anchor.value, to)]
    chosen.value = [...elsewhere(), ...rows.value.slice(from, end + 1)]
  }

  function toggleAll(): void {
    const others = elsewhere()
    chosen.value = all.value ? others : [...others, ...rows.value]
  }

  function refresh(): void {
    if (chosen.value.length === 0) return
    const now = new Map(rows.value.map((r) => [r.id, r]))
    chosen.value = chosen.value.map((r) => now.get(r.id) ?? r)
  }

  function clear(): void {
    anchor.value = 0
    if (chosen.value.length > 0) chosen.value = []
  }

  return { is, all, toggle, stretch, toggleAll, refresh, clear }
}
