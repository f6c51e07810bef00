import type { ZoneMove } from '@/api'

/** One line on what changed for the schools between two divisions. */
export function compareSummary(rows: readonly ZoneMove[]): string {
  if (rows.length === 0) return '两个版本的学校归属完全相同。'
  const moved = rows.filter((r) => r.from !== '' && r.to !== '' && r.from !== r.to).length
  const added = rows.filter((r) => r.from === '' && r.to !== '').length
  const left = rows.filter((r) => r.from !== '' && r.to === '').length
  const parts = [
    moved > 0 ? `换区 ${moved} 所` : '',
    added > 0 ? `新划入 ${added} 所` : '',
    left > 0 ? `不再划入 ${left} 所` : '',
  ].filter((p) => p !== '')
  return parts.length > 0 ? `${parts.join('，')}。` : '两个版本的学校归属完全相同。'
}

/** What happened to one school between two divisions. */
export function changeOf(move: ZoneMove): string {
  if (move.from === '') return '新划入'
  return move.to === '' ? '不再划入' : '换区'
}

/** 2025-09-01 起 or 2024-09-01 至 2025-09-01 */
export function span(from: string, to: string): string {
  return to === '' ? `${from} 起` : `${from} 至 ${to}`
}
