// Puts text on the clipboard. The window's own way comes first: it asks for no
// permission; the other two are the browser's.

/** Copies the text; false when no way worked. */
export async function copyText(text: string): Promise<boolean> {
  const ways: (() => Promise<boolean>)[] = [
    async () => (await window.runtime?.ClipboardSetText?.(text)) === true,
    async () => {
      if (!('clipboard' in navigator)) return false
      await navigator.clipboard.writeText(text)
      return true
    },
    () => Promise.resolve(copySelected(text)),
  ]
  for (const way of ways) {
    try {
      if (await way()) return true
    } catch {
      // Refused: the next way.
    }
  }
  return false
}

function copySelected(text: string): boolean {
  const from = document.activeElement
  const box = document.createElement('textarea')
  box.value = text
  box.style.cssText = 'position: fixed; opacity: 0'
  document.body.append(box)
  box.select()
  const done = document.execCommand('copy')
  box.remove()
  if (from instanceof HTMLElement) from.focus()
  return done
}
