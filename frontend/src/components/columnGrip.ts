// The line at the right of a column's head: dragged, it makes the column wider.
import { rem } from '@/composables/useShown'

// Widths are kept in pixels at 100 %.
const scale = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * Number.parseFloat(rem(1))

export const widthOf = (head: Element | null): number => (head?.getBoundingClientRect().width ?? 0) / scale()

/** Follows the pointer from the line that it pressed until it is let go. */
export function dragWidth(e: PointerEvent, resize: (width: number) => void): void {
  const grip = e.currentTarget as HTMLElement
  const from = widthOf(grip.parentElement)
  const x = e.clientX
  grip.setPointerCapture(e.pointerId)
  const move = (m: PointerEvent) => resize(from + (m.clientX - x) / scale())
  grip.addEventListener('pointermove', move)
  grip.addEventListener('pointerup', () => grip.removeEventListener('pointermove', move), { once: true })
}
