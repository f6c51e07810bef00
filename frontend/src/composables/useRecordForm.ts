// What every record form does alike: read, save, errors, keys, way back.
import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { useEventListener } from '@vueuse/core'
import { useRoute, useRouter } from 'vue-router'
import { officeError } from '@/api'
import type { OfficeError } from '@/api'
import { copyOf, keepTyped } from '@/lib/keepTyped'
import { attempt, sure, tell } from './feedback'
import { useDraft } from './useDraft'

interface Work<T> {
  kind: string
  list: string
  blank: () => T
  get: (id: number) => Promise<T>
  save: (record: T) => Promise<T>
  /** Missing where the record goes with another one. */
  remove?: (id: number) => Promise<void>
  id: (record: T) => number
  title: (record: T) => string
  typed?: (record: T) => unknown
}

export function useRecordForm<T extends object>(work: Work<T>) {
  const route = useRoute()
  const router = useRouter()
  const key = String(route.params.id)
  const record = ref(work.blank()) as Ref<T>
  const ready = ref(false)
  const busy = ref(false)
  let left = false
  const error = shallowRef<OfficeError>()
  const missing = shallowRef<OfficeError>()
  const fields = computed(() => error.value?.fields ?? {})
  const id = computed(() => work.id(record.value))
  const fresh = computed(() => id.value === 0)
  const draft = useDraft<T>(work.kind, () => key, record, work.typed)

  async function read(): Promise<void> {
    try {
      if (key !== 'new') record.value = await work.get(Number(key))
      draft.settle()
      await draft.look()
      ready.value = true
      missing.value = undefined
    } catch (reason) {
      missing.value = officeError(reason)
    }
  }

  async function save(): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      const sent = copyOf(record.value)
      const saved = await work.save(sent)
      const now = copyOf(record.value)
      record.value = keepTyped(sent, now, saved)
      error.value = undefined
      tell(`已保存：${work.title(saved)}`)
      if (JSON.stringify(now) !== JSON.stringify(sent)) return true // typed on meanwhile: still to be saved
      draft.settle()
      await draft.drop()
      if (key === 'new' && !left) await router.replace(`${work.list}/${id.value}`)
      return true
    } catch (reason) {
      error.value = officeError(reason)
      return false
    } finally {
      busy.value = false
    }
  }

  async function remove(): Promise<void> {
    const drop = work.remove
    if (!drop) return
    if (!(await sure(`把“${work.title(record.value)}”移到回收站？`, '移到回收站'))) return
    const done = await attempt(async () => { await drop(id.value); return true })
    if (!done) return
    draft.settle()
    back()
  }

  function back(): void {
    if (window.history.state?.back) router.back()
    else void router.push(work.list)
  }

  async function saveAndNext(): Promise<void> {
    if (!(await save())) return
    if (key === 'new') await router.push(work.list)
    await router.push(`${work.list}/new`)
  }

  useEventListener(window, 'keydown', (e: KeyboardEvent) => {
    if (e.isComposing || e.defaultPrevented || document.querySelector('.el-overlay:not([style*="display: none"])')) return
    if (e.ctrlKey && e.key.toLowerCase() === 's') void save()
    else if (e.ctrlKey && e.key === 'Enter') void saveAndNext()
    else if (e.key === 'Escape') back()
    else return
    e.preventDefault()
  })
  // Who has gone to another page is not called back by a slow save.
  onBeforeUnmount(() => { left = true })
  onMounted(read)

  return { removable: work.remove !== undefined, record, ready, busy, error, missing, fields, fresh, id, draft, read, save, saveAndNext, remove, back }
}
