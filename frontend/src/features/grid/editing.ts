// Records on their way from a list into the grid.
let ids: number[] = []

export function edit(of: number[]): void {
  ids = of
}

/** The records to be changed; they are handed over once. */
export function toEdit(): number[] {
  const of = ids
  ids = []
  return of
}
