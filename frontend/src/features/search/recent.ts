// What was opened last on this PC: kinds and ids only, their words are read anew.
import { useLocalStorage } from '@vueuse/core'
import type { Router } from 'vue-router'
import { recordAt } from '@/lib/paths'

const kept = 12
const records = useLocalStorage<{ kind: string; id: number }[]>('dudao.recent', [])

export function useRecent() {
  return records
}

/** Remembers every record whose page is opened. */
export function followRecent(router: Router): void {
  router.afterEach((to) => {
    const now = recordAt(to.path)
    if (now) records.value = [now, ...records.value.filter((r) => r.kind !== now.kind || r.id !== now.id)].slice(0, kept)
  })
}
