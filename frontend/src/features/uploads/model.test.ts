import { expect, test } from 'vitest'
import type { PlatformField, UploadCount } from '@/api'
import { moved, withSums } from './model'

const count = (zone: string, inspectorId: number, due: number, uploaded: number): UploadCount =>
  ({ zone, inspectorId, inspector: `督学${inspectorId}`, due, uploaded, onTime: uploaded, dueRecords: [], doneRecords: [], timelyRecords: [] })

test('each zone has its sum, all have one', () => {
  const rows = withSums([count('一区', 1, 4, 2), count('一区', 2, 6, 6), count('', 0, 1, 0)])
  expect(rows.map((r) => [r.title, r.name, r.due, r.uploaded])).toEqual([
    ['一区', '督学1', 4, 2], ['一区', '督学2', 6, 6], ['一区', '小计', 10, 8],
    ['未划入责任区', '督学0', 1, 0], ['未划入责任区', '小计', 1, 0], ['合计', '', 11, 8],
  ])
  expect(withSums([])).toEqual([])
})

test('a field moves among those of its kind only', () => {
  const field = (kind: string, title: string): PlatformField => ({ kind, title, source: '', fixed: '', maxLength: 0 })
  const list = [field('plan', 'a'), field('plan', 'b'), field('visit', 'c')]
  expect(moved(list, 0, 1).map((f) => f.title)).toEqual(['b', 'a', 'c'])
  expect(moved(list, 1, 1).map((f) => f.title)).toEqual(['a', 'b', 'c'])
  expect(moved(list, 0, -1).map((f) => f.title)).toEqual(['a', 'b', 'c'])
})
