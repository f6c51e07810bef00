import { computed, onBeforeUnmount, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { useDebounceFn } from '@vueuse/core'
import { officeError, visits } from '@/api'
import type { Draft } from '@/api'

const pauseMs = 1200
/** Who types without a pause loses no more than this. */
const longestMs = 4000

// Of the forms that are open: what was typed last is kept before the screen locks.
const writers = new Set<() => Promise<void>>()

export async function keepDrafts(): Promise<void> {
  await Promise.all([...writers].map((write) => write()))
}

/** The forms and grids on the screen that hold what is not saved. */
const unsavedOnes = shallowReactive(new Set<object>())
export const unsaved = computed(() => unsavedOnes.size > 0)

export interface DraftKeeper<T> {
  /** A draft from an earlier time, offered to the clerk. */
  offered: ShallowRef<{ body: T; at: string } | undefined>
  dirty: Ref<boolean>
  trouble: Ref<string>
  look: () => Promise<void>
  take: () => void
  drop: () => Promise<void>
  /** The model now equals what is saved. */
  settle: () => void
}

/**
 * Keeps what is typed as a draft until it is saved; kind and key name the form and the record,
 * typed is the part of it that the clerk types.
 */
export function useDraft<T>(kind: string, key: () => string, model: Ref<T>, typed: (model: T) => unknown = (m) => m): DraftKeeper<T> {
  const text = () => JSON.stringify(typed(model.value))
  const offered = shallowRef<{ body: T; at: string }>()
  const dirty = ref(false)
  const trouble = ref('')
  let id = 0
  let settled = text()

  async function writeNow(): Promise<void> {
    if (!dirty.value) return
    try {
      const draft: Draft = { id, kind, key: key(), body: JSON.stringify(model.value), updatedAt: '' }
      const kept = await visits.SaveDraft(draft)
      id = kept.id
      if (!dirty.value || key() !== draft.key) await drop() // saved meanwhile
      trouble.value = ''
    } catch (reason) {
      trouble.value = `草稿没有存上：${officeError(reason).message}`
    }
  }
  // One after the other, or a first draft would be made twice.
  let written = Promise.resolve()
  const write = (): Promise<void> => (written = written.then(writeNow))
  // A form that is left has written its draft: one that comes late would bring back
  // what the clerk has dropped meanwhile.
  let left = false
  const soon = useDebounceFn(() => (left ? undefined : write()), pauseMs, { maxWait: longestMs })

  watch(model, () => {
    dirty.value = text() !== settled
    if (dirty.value) void soon()
  }, { deep: true })

  async function look(): Promise<void> {
    const found = (await visits.Drafts(kind)).find((d) => d.key === key())
    if (!found) return
    id = found.id
    offered.value = { body: JSON.parse(found.body) as T, at: found.updatedAt }
  }
  function take(): void {
    if (offered.value) model.value = offered.value.body
    offered.value = undefined
  }
  async function drop(): Promise<void> {
    offered.value = undefined
    if (id === 0) return
    const gone = id
    id = 0
    await visits.DropDraft(gone)
  }
  function settle(): void {
    settled = text()
    dirty.value = false
  }
  writers.add(write)
  watch(dirty, (is) => { if (is) unsavedOnes.add(dirty); else unsavedOnes.delete(dirty) })
  onBeforeUnmount(() => {
    unsavedOnes.delete(dirty)
    writers.delete(write)
    void write()
    left = true
  })
  return { offered, dirty, trouble, look, take, drop, settle }
}
