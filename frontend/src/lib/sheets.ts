/** The letters of a column, from 1: A, Z, AA. */
export function columnLetter(col: number): string {
  let letters = ''
  for (let n = col; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}
