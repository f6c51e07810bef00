// What is asked before there is anyone to hear the answer: the program works while
// the page is still being put together.

const freshMs = 3000 // an older answer may no longer be true

export interface Early<T> {
  /** Asks now. */
  begin: () => void
  /** The answer, once; asked anew when it was refused, taken before, or is old. */
  take: () => Promise<T>
}

export function early<T>(ask: () => Promise<T>): Early<T> {
  let begun: Promise<T> | undefined
  let at = 0
  return {
    begin() {
      at = performance.now()
      begun = ask()
      begun.catch(() => undefined) // who takes it asks again
    },
    take() {
      const answer = begun && performance.now() - at < freshMs ? begun.catch(ask) : ask()
      begun = undefined
      return answer
    },
  }
}
