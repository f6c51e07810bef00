// Blocks of cells as Excel and WPS put them on the clipboard: tabs between cells,
// line ends between rows; a cell with a tab, a line end or a quote stands in quotes.

/** The rows of a copied block; the line end after the last row opens no row. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let at = 0
  const endCell = () => { row.push(cell); cell = '' }
  const endRow = () => { endCell(); rows.push(row); row = [] }
  while (at < text.length) {
    const c = text[at]
    if (c === '"' && cell === '') {
      const [inside, next] = quoted(text, at)
      cell = inside
      at = next
    } else if (c === '\t') {
      endCell()
      at += 1
    } else if (c === '\r' || c === '\n') {
      endRow()
      at += c === '\r' && text[at + 1] === '\n' ? 2 : 1
    } else {
      cell += c
      at += 1
    }
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

// A quote opens a quoted cell only if it is closed right before the cell's end: a
// text that merely begins with a quote is taken as it stands.
function quoted(text: string, from: number): [string, number] {
  let inside = ''
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') {
      inside += text[at]
    } else if (text[at + 1] === '"') {
      inside += '"'
      at += 1
    } else if (at + 1 === text.length || /[\t\r\n]/.test(text[at + 1] ?? '')) {
      return [inside.replace(/\r\n?/g, '\n'), at + 1]
    } else {
      break
    }
  }
  return ['"', from + 1]
}

/** A block as Excel and WPS take it. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(written).join('\t')).join('\r\n')
}

function written(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
