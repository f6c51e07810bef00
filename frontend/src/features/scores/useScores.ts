// The scoring of one unit: rows are saved as soon as they are sound, one after
// the other; those that wait for a note are kept as a draft.
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { officeError, scores } from '@/api'
import type { OfficeError, ScoreSheet } from '@/api'
import { attempt } from '@/composables/feedback'
import { useDraft } from '@/composables/useDraft'
import { rowsOf, scoreOf } from './model'
import type { Row } from './model'

interface Waiting { itemId: number; self: string; mark: string; note: string }

export function useScores(unitId: () => number) {
  const sheet = shallowRef<ScoreSheet>()
  const rows = ref<Row[]>([])
  const error = shallowRef<OfficeError>()
  const waiting = ref<Waiting[]>([])
  const draft = useDraft<Waiting[]>('unit-scores', () => String(unitId()), waiting)
  let last: Promise<unknown> = Promise.resolve()
  const busy = ref(0)

  async function read(): Promise<void> {
    try {
      const got = await scores.Get(unitId())
      sheet.value = got
      rows.value = rowsOf(got)
      error.value = undefined
      await draft.look()
      if (draft.offered.value) {
        for (const w of draft.offered.value.body) {
          const row = rows.value.find((r) => r.item.id === w.itemId)
          if (row) Object.assign(row, { self: w.self, mark: w.mark, note: w.note, open: true, fault: '上次没有存上，请补全' })
        }
        draft.take()
      }
    } catch (reason) {
      error.value = officeError(reason)
    }
  }

  async function keepWaiting(): Promise<void> {
    waiting.value = rows.value.filter((r) => r.open).map((r) => ({ itemId: r.item.id, self: r.self, mark: r.mark, note: r.note }))
    if (waiting.value.length === 0) await draft.drop()
  }

  /** Takes the program's answer without touching what is being typed elsewhere. */
  function answered(got: ScoreSheet, saved: readonly number[]): void {
    sheet.value = got
    for (const fresh of rowsOf(got)) {
      const row = rows.value.find((r) => r.item.id === fresh.item.id)
      if (!row) continue
      row.findingId = fresh.findingId
      if (saved.includes(row.item.id) && !row.open) Object.assign(row, { self: fresh.self, mark: fresh.mark, result: fresh.result, note: fresh.note })
    }
  }

  /** Saves the row when it is sound; false when something is missing. */
  function save(row: Row): boolean {
    const what = scoreOf(row, unitId())
    row.open = typeof what === 'string'
    row.fault = typeof what === 'string' ? what : ''
    void keepWaiting()
    if (typeof what === 'string') return false
    busy.value += 1
    last = last.then(async () => {
      try {
        answered(await scores.Save({ unitId: what.unitId, scores: [what] }), [what.itemId])
      } catch (reason) {
        row.fault = officeError(reason).message
        row.open = true
        void keepWaiting()
      } finally {
        busy.value -= 1
      }
    })
    return true
  }

  async function fill(): Promise<void> {
    await last
    const got = await attempt(() => scores.Fill(unitId()))
    if (got) answered(got, got.checklist.items.map((x) => x.id))
  }

  async function makeFinding(row: Row): Promise<number | undefined> {
    await last
    const id = await attempt(() => scores.MakeFinding({ unitId: unitId(), itemId: row.item.id }))
    if (id) {
      const got = await attempt(() => scores.Get(unitId()))
      if (got) answered(got, [])
    }
    return id
  }

  const saved = computed(() => busy.value === 0 && waiting.value.length === 0)
  onBeforeUnmount(() => void last)
  return { sheet, rows, error, waiting, saved, trouble: draft.trouble, read, save, fill, makeFinding }
}
