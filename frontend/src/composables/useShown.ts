import { watch } from 'vue'
import { useLocalStorage } from '@vueuse/core'

const zooms = [100, 110, 125, 150, 175, 200]

const zoom = useLocalStorage('dudao.zoom', 100)
const contrast = useLocalStorage('dudao.contrast', false)

/** The size of the text, 100 to 200 per cent, and whether black stands on white. */
export function useZoom() {
  return { zoom, zooms, contrast }
}

export function applyZoom(): void {
  watch(zoom, (z) => {
    document.documentElement.style.setProperty('--zoom', String(z / 100))
    document.documentElement.classList.toggle('large-text', z >= 150)
  }, { immediate: true })
  watch(contrast, (is) => document.documentElement.classList.toggle('high-contrast', is), { immediate: true })
}

/** Larger (1), smaller (-1) or as it was (0). */
export function stepZoom(by: -1 | 0 | 1): void {
  const at = Math.max(0, zooms.indexOf(zoom.value))
  zoom.value = by === 0 ? 100 : zooms[Math.max(0, Math.min(zooms.length - 1, at + by))] ?? 100
}

/** A width that follows the text zoom. */
export function rem(px: number): string {
  return `${px / 15}rem`
}
