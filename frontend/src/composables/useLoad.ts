import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { officeError } from '@/api'
import type { OfficeError } from '@/api'

export interface Load<T> {
  data: ShallowRef<T | undefined>
  busy: Ref<boolean>
  error: ShallowRef<OfficeError | undefined>
  run: () => Promise<void>
}

/** Loads something again and again; only the newest answer counts. */
export function useLoad<T>(work: () => Promise<T>): Load<T> {
  const data = shallowRef<T>()
  const busy = ref(false)
  const error = shallowRef<OfficeError>()
  let turn = 0
  async function run(): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const answer = await work()
      if (mine !== turn) return
      data.value = answer
      error.value = undefined
    } catch (reason) {
      if (mine === turn) error.value = officeError(reason)
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  return { data, busy, error, run }
}
