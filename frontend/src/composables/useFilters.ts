import { computed, onScopeDispose } from 'vue'
import type { ComputedRef, WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export interface Filters<K extends string> {
  /** One filter as a model; '' means all. */
  of: (key: K | 'q') => WritableComputedRef<string>
  all: ComputedRef<Record<string, string>>
  any: ComputedRef<boolean>
  clear: () => void
}

/** The filters of a list live in the address, so that back and links bring them along. */
export function useFilters<K extends string>(keys: readonly K[]): Filters<K> {
  const route = useRoute()
  const router = useRouter()
  const read = (key: string): string => {
    const v = route.query[key]
    return typeof v === 'string' ? v : ''
  }
  // A search still being typed must not call the clerk back from the row just opened.
  let left = false
  const stops = [router.beforeEach((to) => { left = to.path !== route.path }), router.afterEach(() => { left = false })]
  onScopeDispose(() => {
    for (const stop of stops) stop()
    left = true
  })
  function write(change: Record<string, string>): void {
    if (left) return
    const query: Record<string, string> = {}
    for (const [k, v] of Object.entries({ ...route.query, page: '', ...change })) {
      if (typeof v === 'string' && v !== '') query[k] = v
    }
    void router.replace({ query })
  }
  const all = computed(() => {
    const out: Record<string, string> = {}
    for (const k of keys) if (read(k) !== '') out[k] = read(k)
    return out
  })
  return {
    of: (key) => computed({ get: () => read(key), set: (v: string) => write({ [key]: v ?? '' }) }),
    all,
    any: computed(() => Object.keys(all.value).length > 0 || read('q') !== ''),
    clear: () => void router.replace({ query: {} }),
  }
}
