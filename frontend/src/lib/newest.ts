/**
 * Of work that is begun again before it has ended only the last begun counts: what an earlier one
 * answers, or how it fails, comes to undefined.
 */
export function newest<A extends unknown[], T>(work: (...about: A) => Promise<T>): (...about: A) => Promise<T | undefined> {
  let turn = 0
  return async (...about) => {
    const mine = ++turn
    try {
      const answer = await work(...about)
      return mine === turn ? answer : undefined
    } catch (reason) {
      if (mine === turn) throw reason
      return undefined
    }
  }
}
