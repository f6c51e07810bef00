import { ref, shallowRef } from 'vue'
import { imports, officeError } from '@/api'
import type { ImportInput, ImportOutcome, OfficeError } from '@/api'

/** The three steps of an import: what to read, what would happen, what happened. */
export function useImport(kind: string) {
  const input = ref<ImportInput>(blank(kind))
  const rehearsal = shallowRef<ImportOutcome>()
  const outcome = shallowRef<ImportOutcome>()
  const error = shallowRef<OfficeError>()
  const busy = ref(false)

  function blank(k: string): ImportInput {
    return { kind: k, paths: [], rehearse: true, allOrNothing: false, year: 0, from: '', standard: '', heads: {} }
  }

  async function during(work: () => Promise<void>): Promise<void> {
    busy.value = true
    error.value = undefined
    try {
      await work()
    } catch (reason) {
      error.value = officeError(reason)
    } finally {
      busy.value = false
    }
  }

  const rehearse = () => during(async () => { rehearsal.value = await imports.Run({ ...input.value, rehearse: true }) })
  const run = () => during(async () => { outcome.value = await imports.Run({ ...input.value, rehearse: false }) })

  function restart(): void {
    input.value = blank(input.value.kind)
    rehearsal.value = undefined
    outcome.value = undefined
    error.value = undefined
  }

  return { input, rehearsal, outcome, error, busy, rehearse, run, restart }
}
