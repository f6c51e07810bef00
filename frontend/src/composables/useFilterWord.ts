import { inject, onBeforeUnmount } from 'vue'
import { listFrame } from '@/components/RecordTable'

/** Lets a filter be said where the list is printed; '' says that it is not set. */
export function useFilterWord(say: () => string): void {
  const words = inject(listFrame, undefined)?.words
  words?.add(say)
  onBeforeUnmount(() => words?.delete(say))
}
