// The life of one visit form: read, prepared from school and day, kept as a
// draft, saved.
import { computed, ref, shallowRef, watch } from 'vue'
import { officeError, plans, visits } from '@/api'
import type { OfficeError, VisitDefaults, VisitForm } from '@/api'
import { tell, trouble } from '@/composables/feedback'
import { useDraft } from '@/composables/useDraft'
import { isDay, today } from '@/lib/dates'
import { copyOf, keepTyped } from '@/lib/keepTyped'
import { blankForm, forSaving, hardest, nextForm } from './model'
import { isPasted } from './pasted'

export function useVisitForm(key: string, school = 0, planLine = 0) {
  const form = ref<VisitForm>(blankForm())
  const defaults = shallowRef<VisitDefaults>()
  const before = shallowRef<VisitForm>()
  const error = shallowRef<OfficeError>()
  const missing = shallowRef<OfficeError>()
  const busy = ref(false)
  const ready = ref(false)
  const fresh = computed(() => form.value.visit.id === 0)
  const fields = computed(() => error.value?.fields ?? {})
  /** The record that stands here: a new one has its number once it is saved. */
  const record = () => form.value.visit.id || Number(key) || 0
  const draft = useDraft<VisitForm>('visit', () => (record() ? String(record()) : key), form, (f) => [f.visit, f.findings, f.lessons, f.inquiries])
  // The inspector that the assignment gave: replaced with the school, never when typed.
  let given = 0

  async function read(): Promise<void> {
    try {
      if (record()) form.value = await visits.Get(record())
      else await begin()
      draft.settle()
      await draft.look()
      if (isPasted(key)) draft.take()
      ready.value = true
    } catch (reason) {
      missing.value = officeError(reason)
    }
  }

  async function begin(): Promise<void> {
    before.value = await visits.Yesterday()
    const last = before.value.visit
    form.value = last.date === '' ? blankForm() : nextForm(before.value)
    if (form.value.visit.date === '') form.value.visit.date = today()
    if (school !== 0) form.value.visit.schoolId = school
    if (planLine !== 0) await beginPlanned()
  }

  /** A visit written from a line of a month plan goes where and when the line says. */
  async function beginPlanned(): Promise<void> {
    const { line, name } = await plans.ForVisit(planLine)
    const v = form.value.visit
    Object.assign(v, { schoolId: line.schoolId, inspectorId: line.inspectorId, plan: name, matters: [...line.matters], kind: '经常性督导' })
    if (line.day) v.date = line.day
    if (line.session) v.session = line.session
  }

  async function prepare(): Promise<void> {
    const { date, schoolId } = form.value.visit
    if (schoolId === 0 || !isDay(date)) return void (defaults.value = undefined)
    try {
      const d = await visits.Prepare({ date, schoolId })
      const v = form.value.visit
      if (v.schoolId !== schoolId || v.date !== date) return
      defaults.value = d
      if (v.id === 0 && (v.inspectorId === 0 || v.inspectorId === given)) {
        v.inspectorId = d.inspectorId
        given = d.inspectorId
      }
      if (v.id !== 0) return
      const allowed = new Set(d.matters.map((m) => m.id))
      if (v.matters.some((m) => !allowed.has(m))) v.matters = v.matters.filter((m) => allowed.has(m))
    } catch (reason) {
      trouble(reason)
    }
  }
  watch(() => [form.value.visit.date, form.value.visit.schoolId], () => void prepare())

  // A record with problems is not one without an opinion: it follows the hardest
  // level until the clerk chooses another.
  watch(() => hardest(form.value.findings.map((f) => f.level)), (level, before) => {
    if (form.value.visit.disposal === before) form.value.visit.disposal = level
  })

  async function save(): Promise<VisitForm | undefined> {
    if (busy.value) return undefined
    busy.value = true
    try {
      const sent = copyOf(forSaving(form.value))
      const saved = await visits.Save(sent)
      const now = copyOf(forSaving(form.value))
      form.value = keepTyped(sent, now, saved)
      error.value = undefined
      const whole = JSON.stringify(now) === JSON.stringify(sent)
      if (whole) draft.settle()
      // Of a new one the draft goes even so: what was typed meanwhile is kept under the number it has now.
      if (whole || sent.visit.id === 0) await draft.drop()
      tell(`已保存 ${saved.visit.number}`)
      void prepare() // its problems may now ask for a paper
      return saved
    } catch (reason) {
      error.value = officeError(reason)
      return undefined
    } finally {
      busy.value = false
    }
  }

  /** Starts the next paper with the day and the kind of this one. */
  function restart(saved: VisitForm): void {
    given = 0
    form.value = nextForm(saved)
    before.value = saved
    draft.settle()
  }

  function repeatLast(): void {
    const last = before.value?.visit
    if (!last) return
    const v = form.value.visit
    Object.assign(v, { session: last.session, kind: last.kind, companions: [...last.companions], escorts: last.escorts })
    v.methods = last.methods.map((m) => ({ ...m }))
    v.matters = [...last.matters]
  }

  return { form, defaults, before, error, missing, busy, ready, fresh, fields, draft, read, prepare, save, restart, repeatLast }
}
