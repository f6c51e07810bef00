/** A typed number of points, full-width digits too; undefined when it is none. */
export function pointsTyped(text: string): number | undefined {
  const t = text.normalize('NFKC').replace('。', '.').trim()
  if (t === '') return 0
  return /^\d{1,4}(\.\d{1,2})?$/.test(t) ? Number(t) : undefined
}
