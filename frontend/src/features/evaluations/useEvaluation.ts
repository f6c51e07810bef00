// One evaluation: read, its points by id, and the point that is open.
import { computed, ref, shallowRef } from 'vue'
import { evaluations, officeError } from '@/api'
import type { EvaluationItem, EvaluationPage, EvidenceRow, Indicator, OfficeError, PointFacts } from '@/api'

export interface Line { indicator: Indicator; facts: PointFacts; point: boolean }

export interface Linked { linkId: number; needId: number; evidence: EvidenceRow }

export function useEvaluation(id: number) {
  const page = shallowRef<EvaluationPage>()
  const missing = shallowRef<OfficeError>()
  const at = ref(0)

  const lines = computed<Line[]>(() => {
    const p = page.value
    if (!p) return []
    const list = p.standard.indicators
    return list.flatMap((indicator, i) => {
      const facts = p.facts[i]
      return facts ? [{ indicator, facts, point: (list[i + 1]?.level ?? 0) <= indicator.level }] : []
    })
  })
  const whole = computed(() => page.value?.facts.at(-1))
  const points = computed(() => lines.value.filter((l) => l.point))
  const line = computed(() => lines.value.find((l) => l.indicator.id === at.value))
  const item = computed<EvaluationItem>(() => page.value?.items.find((x) => x.indicatorId === at.value) ?? blank())
  const linked = computed<Linked[]>(() => {
    const by = new Map((page.value?.evidence ?? []).map((e) => [e.id, e]))
    return (page.value?.links ?? []).filter((l) => l.indicatorId === at.value).flatMap((l) => {
      const evidence = by.get(l.evidenceId)
      return evidence ? [{ linkId: l.id, needId: l.needId, evidence }] : []
    })
  })

  function blank(): EvaluationItem {
    return { id: 0, evaluationId: id, indicatorId: at.value, deduction: '', person: '', dueOn: '', notApplicable: false, checkedBy: '', checkedOn: '', note: '', look: '' }
  }

  async function read(): Promise<void> {
    try {
      page.value = await evaluations.Get(id)
      missing.value = undefined
      if (!points.value.some((l) => l.indicator.id === at.value)) at.value = points.value[0]?.indicator.id ?? 0
    } catch (reason) {
      missing.value = officeError(reason)
    }
  }

  /** The point so many further on. */
  function step(by: number): void {
    const i = points.value.findIndex((l) => l.indicator.id === at.value)
    const next = points.value[Math.max(0, Math.min(points.value.length - 1, i + by))]
    if (next) at.value = next.indicator.id
  }

  return { page, missing, at, lines, whole, points, line, item, linked, read, step }
}
