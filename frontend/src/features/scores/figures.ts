/** A rate with one decimal; what is not whole is never rounded up to 100 %. */
export function percent(v: number): string {
  const r = Math.round(v * 10) / 10
  return `${v < 100 && r >= 100 ? 99.9 : r}%`
}

/** A difference with its sign. */
export const signed = (v: number | undefined) => (typeof v !== 'number' ? '' : v > 0 ? `+${v}` : String(v))
