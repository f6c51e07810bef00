import type { Figure } from '@/api'

/** The figure as it is read: whole numbers whole, rates with one decimal. */
export function figureText(value: number, unit: string): string {
  if (unit === '%') return `${value.toFixed(1)}%`
  return Number.isInteger(value) ? value.toLocaleString('zh-CN') : value.toFixed(1)
}

export interface Step { text: string; way: 'up' | 'down' | 'same' }

/** The step from another period to this one, in words: 增 3, 减 2.5 点, 持平. */
export function step(now: number, before: number, unit: string): Step {
  const d = Math.round((now - before) * 10) / 10
  if (d === 0) return { text: '持平', way: 'same' }
  const n = Number.isInteger(d) ? Math.abs(d).toLocaleString('zh-CN') : Math.abs(d).toFixed(1)
  const points = unit === '%' ? ' 点' : ''
  return { text: `${d > 0 ? '增 ' : '减 '}${n}${points}`, way: d > 0 ? 'up' : 'down' }
}

/** A figure can be opened when it counts records; a rate opens its numerator's. */
export function opens(figure: Figure): boolean {
  return figure.records.length > 0 || (figure.of ?? '') !== ''
}
