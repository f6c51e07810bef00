// The keyboard of lines that are edited like an outline: Enter adds a line, Tab at its
// beginning sets it in, Alt with arrows moves it, Ctrl+Z takes the last step back.
import { nextTick, ref } from 'vue'
import type { Ref } from 'vue'
import type { outlineOf, OutlineLine, Step } from '@/lib/outline'

const most = 100

/** The fields of a line carry data-col; those in texts have lines of their own. */
export function useOutline<T extends OutlineLine>(items: Ref<T[]>, body: Ref<HTMLElement | undefined>, steps: ReturnType<typeof outlineOf<T>>, fixed: () => boolean, texts: readonly string[]) {
  const past = ref<T[][]>([]) as Ref<T[][]>
  const copy = () => items.value.map((x) => ({ ...x }))

  /** What stood before is kept, to be taken back. */
  function keep(): void {
    past.value = [...past.value.slice(-most + 1), copy()]
  }

  function focus(at: number, column: string): void {
    void nextTick(() => {
      const field = body.value?.querySelector<HTMLInputElement>(`tr:nth-child(${at + 1}) [data-col="${column}"]`)
      field?.focus()
      if (column === 'points') field?.select()
    })
  }

  function take(step: Step<T> | undefined, column: string): void {
    if (!step || fixed()) return
    leave()
    keep()
    items.value = step.items
    focus(step.at, column)
  }

  function back(column: string, at: number): void {
    leave()
    const last = past.value.at(-1)
    if (!last) return
    past.value = past.value.slice(0, -1)
    items.value = last
    focus(Math.min(at, last.length - 1), column)
  }

  const atStart = (e: KeyboardEvent) => e.target instanceof HTMLInputElement && e.target.selectionStart === 0 && e.target.selectionEnd === 0

  function onKey(e: KeyboardEvent, i: number): void {
    const column = e.target instanceof HTMLElement ? e.target.dataset.col ?? '' : ''
    if (e.isComposing || column === '') return
    const text = texts.includes(column)
    if (e.ctrlKey && e.key.toLowerCase() === 'z') back(column, i)
    else if (e.altKey && e.key === 'ArrowUp') take(steps.moved(items.value, i, -1), column)
    else if (e.altKey && e.key === 'ArrowDown') take(steps.moved(items.value, i, 1), column)
    else if (e.altKey && e.key === 'ArrowRight') take(steps.shifted(items.value, i, 1), column)
    else if (e.altKey && e.key === 'ArrowLeft') take(steps.shifted(items.value, i, -1), column)
    else if (e.key === 'Tab' && column === 'name' && atStart(e) && !fixed()) take(steps.shifted(items.value, i, e.shiftKey ? -1 : 1), column)
    else if (e.ctrlKey && e.key === 'Delete') take(steps.dropped(items.value, i), column)
    else if (e.key === 'Enter' && !e.ctrlKey && !text) {
      if (column === 'points' || fixed()) focus(Math.min(i + 1, items.value.length - 1), column)
      else take(steps.added(items.value, i), 'name')
    } else if (e.key === 'ArrowDown' && !text) focus(Math.min(i + 1, items.value.length - 1), column)
    else if (e.key === 'ArrowUp' && !text) focus(Math.max(i - 1, 0), column)
    else return
    e.preventDefault()
    e.stopPropagation()
  }

  /** What is typed into a line counts as one step when the line is left. */
  let entered: T[] | undefined
  const enter = () => { entered = copy() }
  function leave(): void {
    if (entered && JSON.stringify(entered) !== JSON.stringify(items.value)) past.value = [...past.value.slice(-most + 1), entered]
    entered = undefined
  }

  return { onKey, take, enter, leave }
}
