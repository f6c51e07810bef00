import { describe, expect, it } from 'vitest'
import type { AssessmentLine, AssessScheme } from '@/api'
import { byRank, gridColumns, pastedScores, spansFor } from './model'

const item = (id: number, measure: string) => ({ id, schemeId: 1, partId: 2, position: 1, kind: '计分', name: `项${id}`, requirement: '', points: 10, measure, way: '', target: 0, steps: '', blank: '' })
const scheme = {
  parts: [
    { id: 1, schemeId: 1, position: 1, name: '自评', share: 40, items: [] },
    { id: 2, schemeId: 1, position: 2, name: '督导室评', share: 60, items: [item(7, ''), item(8, 'visits.rate'), item(9, '')] },
  ],
} as unknown as AssessScheme

describe('the grid of an assessment', () => {
  const columns = gridColumns(scheme)
  it('has a column for each part, item and sum', () => {
    expect(columns.map((c) => c.key)).toEqual(['p1', 'i7', 'i8', 'i9', 's2'])
  })
  it('takes a block from Excel over the cells that are typed', () => {
    const got = pastedScores('90\t8\t７\r\n优秀\t5\t6\r\n1', 1, 0, [11, 12, 13], columns, 3)
    expect(got.map((s) => [s.subjectId, s.partId, s.itemId, s.text])).toEqual([
      [12, 1, 0, '90'], [12, 0, 7, '8'], [12, 0, 9, '７'], [13, 1, 0, '优秀'], [13, 0, 7, '5'], [13, 0, 9, '6'],
    ])
  })
  it('puts who has no rank last', () => {
    const line = (rank: number) => ({ result: { rank } }) as unknown as AssessmentLine
    expect(byRank([line(0), line(2), line(1)]).map((l) => l.result.rank)).toEqual([1, 2, 0])
  })
})

describe('the spans of a new assessment', () => {
  it('begin with the year for people and the school year for schools', () => {
    expect(spansFor('督学', '2026-03')[0]?.value).toBe('2026')
    expect(spansFor('学校', '2026-03')[0]?.value).toBe('2025-2026')
    expect(spansFor('校长', '2026-09')[0]?.value).toBe('2026-2027')
  })
})
