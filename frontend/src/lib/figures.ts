import type { Figure } from '@/api'

/** A rate with one decimal; what is not whole is never rounded up to 100 %. */
export function percent(v: number): string {
  const r = v.toFixed(1)
  return `${v < 100 && r === '100.0' ? '99.9' : r}%`
}

/** The share of a whole as a rate; a dash where there is no whole. */
export const rate = (n: number, of: number) => (of > 0 ? percent((100 * n) / of) : '—')

/** How many decimals, two at most, the numbers of one column need to stand under each other. */
export function decimals(column: readonly (number | null | undefined)[]): number {
  return Math.max(0, ...column.map((v) => String(Math.round((v ?? 0) * 100) / 100).split('.')[1]?.length ?? 0))
}

/** A difference with its sign; empty for none. */
export function signed(v: number | null | undefined, digits: number): string {
  return typeof v === 'number' ? `${v > 0 ? '+' : ''}${v.toFixed(digits)}` : ''
}

/** The figure as it is read: whole numbers whole, rates with one decimal. */
export function figureText(value: number, unit: string): string {
  if (unit === '%') return percent(value)
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
