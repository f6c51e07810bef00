import { watch } from 'vue'
import { useLocalStorage } from '@vueuse/core'

const zooms = [100, 110, 125, 150, 175, 200]

const zoom = useLocalStorage('dudao.zoom', 100)

/** The size of the text, 100 to 200 per cent. */
export function useZoom() {
  return { zoom, zooms }
}

export function applyZoom(): void {
  watch(zoom, (z) => {
    document.documentElement.style.setProperty('--zoom', String(z / 100))
  }, { immediate: true })
}

/** A width that follows the text zoom. */
export function rem(px: number): string {
  return `${px / 15}rem`
}
