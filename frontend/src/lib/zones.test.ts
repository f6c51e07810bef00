import { describe, expect, it } from 'vitest'
import { changeOf, compareSummary, span } from './zones'

const moves = [
  { schoolId: 1, school: '一小', from: '第一责任区', to: '第二责任区' },
  { schoolId: 2, school: '二小', from: '', to: '第二责任区' },
  { schoolId: 3, school: '三小', from: '第一责任区', to: '' },
  { schoolId: 4, school: '四小', from: '第一责任区', to: '第三责任区' },
]

describe('comparing divisions', () => {
  it('counts what moved, came and left', () => {
    expect(compareSummary(moves)).toBe('换区 2 所，新划入 1 所，不再划入 1 所。')
    expect(compareSummary([])).toBe('两个版本的学校归属完全相同。')
  })
  it('names each change', () => expect(moves.map(changeOf)).toEqual(['换区', '新划入', '不再划入', '换区']))
  it('writes an open span', () => {
    expect(span('2025-09-01', '')).toBe('2025-09-01 起')
    expect(span('2024-09-01', '2025-09-01')).toBe('2024-09-01 至 2025-09-01')
  })
})
