// The rows of a grid on their way: checked as they are typed, saved as one action,
// kept as a draft until then.
import { computed, markRaw, ref, shallowRef, watch } from 'vue'
import { useDebounceFn } from '@vueuse/core'
import { grid, officeError } from '@/api'
import type { GridColumn, GridOutcome, GridSheet, OfficeError, RowVerdict } from '@/api'
import { onChanged } from '@/composables/useOffice'
import { useDraft } from '@/composables/useDraft'
import { emptyState, Past, unsaved, withRecords, without } from '@/lib/grid'
import type { GridRow, GridState } from '@/lib/grid'

const pauseMs = 500
/** From here on only the rows that changed are checked while one types; saving checks all. */
const muchRows = 400

export interface Saved { added: number; updated: number; unchanged: number; failed: number }

interface Kept { keys: string[]; state: GridState }

export function useGridSheet(kind: string, standard: () => string) {
  const sheet = shallowRef<GridSheet>()
  const error = shallowRef<OfficeError>()
  const busy = ref(false)
  const verdicts = shallowRef<ReadonlyMap<number, RowVerdict>>(new Map())
  const past = new Past()
  const kept = shallowRef<Kept>(markRaw({ keys: [], state: emptyState }))
  const draft = useDraft<Kept>(`grid-${kind}`, () => kind, kept, (k) => (k.state.rows.some(unsaved) ? k.state.stamp : 0))
  const state = computed(() => kept.value.state)
  const columns = computed<GridColumn[]>(() => sheet.value?.columns ?? [])
  const keys = computed(() => columns.value.map((c) => c.key))
  const pending = computed(() => state.value.rows.filter(unsaved))
  const checkedAt = new Map<number, GridRow>()
  const restored = ref('')
  // A fault holds until its cell is changed; the next check says the rest.
  const faults = computed(() => {
    const now = new Map(state.value.rows.map((r) => [r.key, r]))
    return new Map([...verdicts.value].map(([key, v]) => [key, new Map(v.faults.filter((f) => {
      const col = keys.value.indexOf(f.field)
      return now.get(key)?.cells[col] === checkedAt.get(key)?.cells[col]
    }).map((f) => [f.field, f.message]))]))
  })

  function put(next: GridState): void {
    kept.value = markRaw({ keys: keys.value, state: markRaw(next) })
  }

  function change(next: GridState): void {
    past.keep(state.value)
    put(next)
  }

  function undo(): boolean {
    const before = past.undo(state.value)
    if (before) put(before)
    return before !== undefined
  }

  function redo(): void {
    const after = past.redo(state.value)
    if (after) put(after)
  }

  const sent = (rows: readonly GridRow[]) => {
    const place = new Map(state.value.rows.map((r, i) => [r.key, i + 1]))
    return {
      kind, keys: keys.value, standard: standard(),
      rows: rows.map((r) => ({ id: r.id, row: place.get(r.key) ?? 0, cells: [...r.cells] })),
    } as Parameters<typeof grid.Check>[0]
  }

  // The verdicts stand in the order of the rows sent.
  function note(rows: readonly GridRow[], out: GridOutcome, whole: boolean): void {
    const there = new Set(state.value.rows.map((r) => r.key))
    const next = new Map(whole ? [] : [...verdicts.value].filter(([key]) => there.has(key)))
    out.result.verdicts.forEach((v, i) => { const r = rows[i]; if (r) next.set(r.key, v) })
    if (whole) checkedAt.clear()
    for (const r of rows) checkedAt.set(r.key, r)
    verdicts.value = next
  }

  /** What would be wrong with rows that are not in the grid yet. */
  async function look(rows: readonly GridRow[]): Promise<RowVerdict[]> {
    return (await grid.Check(sent(rows))).result.verdicts
  }

  let asking = false
  let again = false
  async function check(): Promise<void> {
    if (asking || busy.value) { again = true; return }
    const all = pending.value
    const rows = all.length > muchRows ? all.filter((r) => checkedAt.get(r.key) !== r) : all
    if (rows.length === 0) {
      if (all.length === 0) verdicts.value = new Map()
      return
    }
    asking = true
    try {
      note(rows, await grid.Check(sent(rows)), rows.length === all.length)
      error.value = undefined
    } catch (reason) {
      error.value = officeError(reason)
    } finally {
      asking = false
      if (again) { again = false; void soon() }
    }
  }
  const soon = useDebounceFn(check, pauseMs)
  watch(() => state.value.stamp, () => void soon())
  // Rows that were taken out again leave no draft behind.
  watch(() => pending.value.length === 0, (none) => { if (none) void draft.drop() })
  watch(standard, () => { checkedAt.clear(); void soon() })
  // A school or an inspector may have come in meanwhile.
  onChanged(() => { void readSheet(); checkedAt.clear(); void soon() })

  async function readSheet(): Promise<void> {
    sheet.value = await grid.Sheet(kind)
  }

  /** Opens the grid with what was left in it, and with the records that are to be changed. */
  async function open(ids: readonly number[]): Promise<void> {
    try {
      // Once the columns are there one types: what was left has to stand below by then.
      const [read] = await Promise.all([grid.Sheet(kind), draft.look()])
      sheet.value = read
      const offer = draft.offered.value
      if (offer) {
        restored.value = offer.at
        draft.take()
        put(fitting(offer.body))
      } else {
        put(emptyState)
        draft.settle()
      }
      if (ids.length > 0) {
        put(withRecords(state.value, await grid.Rows({ kind, keys: keys.value, ids: [...ids] } as Parameters<typeof grid.Rows>[0])))
      }
      error.value = undefined
    } catch (reason) {
      error.value = officeError(reason)
    }
  }

  // A draft of before may have had other columns.
  function fitting(body: Kept): GridState {
    const from = keys.value.map((k) => body.keys.indexOf(k))
    const cells = (list: readonly string[]) => from.map((i) => list[i] ?? '')
    return { ...body.state, rows: body.state.rows.map((r) => ({ ...r, cells: cells(r.cells), was: r.id ? cells(r.was) : [] })) }
  }

  /** Writes the good rows; they leave the grid, the others stay with their reasons. */
  async function save(): Promise<Saved | undefined> {
    if (busy.value || pending.value.length === 0) return undefined
    busy.value = true
    const rows = pending.value
    try {
      const out = await grid.Save(sent(rows))
      const typedOn = new Map(state.value.rows.map((r) => [r.key, r]))
      const gone = rows.filter((r, i) => out.result.verdicts[i]?.state !== 'failed' && typedOn.get(r.key) === r)
      note(rows, out, true)
      put(without(state.value, new Set(gone.map((r) => r.key))))
      past.forget()
      restored.value = ''
      error.value = undefined
      return out.result
    } catch (reason) {
      error.value = officeError(reason)
      return undefined
    } finally {
      busy.value = false
    }
  }

  function empty(): void {
    change(emptyState)
    restored.value = ''
  }

  return { columns, state, pending, verdicts, faults, error, busy, draft, restored, look, open, change, undo, redo, save, empty }
}
