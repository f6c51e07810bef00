import type { Ref } from 'vue'
import { useEventListener } from '@vueuse/core'

const reachable =
  'input:not([disabled]):not([type=hidden]):not([tabindex="-1"]), textarea:not([disabled]), [data-field][tabindex="0"]'

/** Enter goes to the next field, Shift+Enter back; in a large text Enter stays a new line. */
export function useEnterFlow(root: Ref<HTMLElement | undefined>): void {
  useEventListener(root, 'keydown', (e: KeyboardEvent) => {
    if (e.key !== 'Enter' || e.defaultPrevented || e.isComposing || e.ctrlKey || e.altKey) return
    const at = e.target
    if (!(at instanceof HTMLElement) || at instanceof HTMLButtonElement) return
    if (at instanceof HTMLTextAreaElement || at.closest('[data-own-enter]')) return
    e.preventDefault()
    nextField(root.value, at, e.shiftKey ? -1 : 1)
  })
}

/** Puts the cursor into the field after (or before) the given one. */
export function nextField(root: HTMLElement | undefined, from: HTMLElement, way: 1 | -1): void {
  if (!root) return
  const fields = [...root.querySelectorAll<HTMLElement>(reachable)].filter((f) => f.offsetParent !== null)
  const at = fields.findIndex((f) => f === from || f.contains(from))
  const next = fields[at + way]
  if (!next) return
  next.focus()
  if (next instanceof HTMLInputElement && next.type !== 'checkbox') next.select()
}
