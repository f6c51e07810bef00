// The lines of a standard, edited like an outline.
import type { Indicator, Need, Standard, StandardForm } from '@/api'
import { outlineOf } from '@/lib/outline'
import { needPers } from '@/lib/vocabulary'

const deepest = 4

export function blankLine(level: number): Indicator {
  return { id: 0, standardId: 0, parentId: 0, position: 0, code: '', name: '', requirement: '', scoring: '', points: 0, veto: false, live: '', person: '', source: '', level, needs: [] }
}

export const blankNeed = (): Need => ({ id: 0, standardId: 0, indicatorId: 0, position: 0, name: '', form: '', per: '', least: 1 })

export function blankStandard(): Standard {
  return {
    id: 0, key: '', name: '', version: `${new Date().getFullYear()}版`, subject: 'school', docNumber: '', issuedOn: '', source: '本县自定（非官方文本）', official: false,
    pattern: 'A{1}-B{2}-C{3}', replacesId: 0, state: '草稿', note: '', updatedAt: '', indicators: [blankLine(1)],
  }
}

export const blankForm = (): StandardForm => ({ standard: blankStandard(), used: 0, warnings: [], replaces: '' })

export const steps = outlineOf(deepest, blankLine)
export const { isPoint, added, dropped, pointsOf, sumOf } = steps

export const patterns = ['A{1}-B{2}-C{3}', '{1}-{2}-{3}', '{1}.{2}.{3}', '({汉字})卷{圈号}', '{汉字}、{2}-{3}']

/** A need in a few words: 月报（每月1件）. */
export function needText(n: Need): string {
  if (n.per === '' && n.least <= 1) return n.name
  return `${n.name}（${needPers[n.per] ?? ''}${n.least}件）`
}

export const relations: Record<string, string> = { equal: '相同', superset: '旧的包含新的', subset: '旧的只是新的一部分', part: '部分相关' }
