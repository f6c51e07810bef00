import { computed, ref, shallowRef } from 'vue'
import { officeError, sheets } from '@/api'
import type { MergeInput, MergeOutcome, OfficeError } from '@/api'

/** What waits: nothing has been chosen for it. */
export const later = -2
export const ours = -1

/** A merge of what came back: looked at first, then written. */
export function useMerge(month: () => string) {
  const paths = ref<string[]>([])
  const choices = ref<Record<string, number>>({})
  const outcome = shallowRef<MergeOutcome>()
  const error = shallowRef<OfficeError>()
  const busy = ref(false)
  const waiting = computed(() => (outcome.value?.result.conflicts ?? []).filter((c) => choices.value[c.key] === undefined).length)

  async function run(rehearse: boolean): Promise<void> {
    busy.value = true
    error.value = undefined
    try {
      const input: MergeInput = { month: month(), paths: paths.value, rehearse, choices: choices.value, all: '' }
      outcome.value = await sheets.Merge(input)
    } catch (reason) {
      error.value = officeError(reason)
    } finally {
      busy.value = false
    }
  }

  /** Looks at what came back; without paths at what waits from earlier. */
  async function look(list: string[]): Promise<void> {
    paths.value = list
    choices.value = {}
    await run(true)
  }

  /** Chooses one side for every conflict; of several returned values nobody is chosen for the clerk. */
  function chooseAll(theirs: boolean): void {
    for (const c of outcome.value?.result.conflicts ?? []) {
      if (!theirs) choices.value[c.key] = ours
      else if (c.theirs.length === 1) choices.value[c.key] = 0
    }
  }

  function restart(): void {
    paths.value = []
    choices.value = {}
    outcome.value = undefined
    error.value = undefined
  }

  return { paths, choices, outcome, error, busy, waiting, look, write: () => run(false), chooseAll, restart }
}
