// The lines of a check list, edited like an outline.
import type { Checklist, ChecklistForm, ChecklistItem } from '@/api'
import { outlineOf } from '@/lib/outline'

export const deepest = 3

export function blankItem(level: number): ChecklistItem {
  return { id: 0, checklistId: 0, parentId: 0, position: 0, code: '', name: '', requirement: '', method: '', points: 0, veto: false, source: '', matterId: 0, level }
}

/** The limits a new list starts with; no rule of anybody's. */
const grades = [{ name: '优秀', least: 90, passed: true }, { name: '良好', least: 80, passed: true }, { name: '合格', least: 60, passed: true }, { name: '不合格', least: 0, passed: false }]

export function blankList(): Checklist {
  return {
    id: 0, name: '', version: `${new Date().getFullYear()}版`, kind: '', source: '本县自定（非官方文本）', official: false, fullScore: 0, state: '草稿', note: '', updatedAt: '',
    items: [blankItem(1)], grades: grades.map((g, i) => ({ id: 0, checklistId: 0, position: i + 1, ...g })),
  }
}

export const blankForm = (): ChecklistForm => ({ checklist: blankList(), used: 0, warnings: [] })

export const steps = outlineOf(deepest, blankItem)
export const { endOf, isPoint, added, shifted, moved, dropped, pointsOf, sumOf } = steps
