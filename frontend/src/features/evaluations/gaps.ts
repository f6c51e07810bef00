// Small things that the pages of an evaluation's gaps share.
import type { GapPage } from '@/api'

/** Who sees to a gap that nobody has been given. */
export const nobody = '未定'

/** The arrow keys go from one row's button to the next row's. */
export function moveInRows(e: KeyboardEvent): void {
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return
  const at = e.target
  if (!(at instanceof HTMLButtonElement) || !(e.currentTarget instanceof HTMLElement)) return
  const all = [...e.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-row]')]
  const row = at.closest('tr')
  const i = all.findIndex((b) => b.closest('tr') === row)
  const next = all[i + (e.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  e.preventDefault()
  next.focus()
}

/** Seconds as a clock shows them. */
export function clockOf(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`
}

// When each thing of a 模拟抽查 was first asked for: its clock runs on while the
// record that proves it is open on another page.
const asked = new Map<number, number>()
export function askedAt(item: number): number {
  const at = asked.get(item) ?? Date.now()
  asked.set(item, at)
  return at
}
export const askedAnew = (item: number): void => void asked.delete(item)

/** What the page is of, in words. */
export const ofPage = (p: GapPage) => `${p.evaluation.year}年 ${p.subject} ${p.standard}`
