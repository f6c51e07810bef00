// What an office scanner makes: pictures of printed papers, and a PDF of them.
import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Prints a paper and scans its first page to `to`.jpg. */
export async function scan(page, form, id, to, options = ['-r', '200']) {
  const pdf = `${to}.pdf`
  await page.evaluate(([path, key, number]) => window.go.desk.Papers.Save({ form: key, id: number, format: 'pdf', path }), [pdf, form, String(id)])
  await run('pdftoppm', [...options, '-gray', '-jpeg', '-l', '1', '-singlefile', pdf, to])
  await rm(pdf)
  return `${to}.jpg`
}

/** The bare back of a sheet: the upper left corner of a paper, where nothing stands. */
export const bareBack = (page, form, id, to) => scan(page, form, id, to, ['-r', '600', '-x', '0', '-y', '0', '-W', '300', '-H', '420'])

/** Puts JPEGs into one PDF, a page each; `turned` are the degrees by which a page is shown turned. */
export async function stack(to, pictures) {
  const parts = ['%PDF-1.4\n']
  const at = []
  let length = parts[0].length
  const add = (...pieces) => { for (const p of pieces) { parts.push(p); length += p.length } }
  const object = (n, ...pieces) => { at[n] = length; add(`${n} 0 obj\n`, ...pieces, '\nendobj\n') }
  const kids = pictures.map((_, i) => `${3 + 3 * i} 0 R`).join(' ')
  object(1, '<</Type/Catalog/Pages 2 0 R>>')
  object(2, `<</Type/Pages/Kids[${kids}]/Count ${pictures.length}>>`)
  for (const [i, { path, turned = 0 }] of pictures.entries()) {
    const data = await readFile(path)
    const { width, height } = size(data)
    const n = 3 + 3 * i
    const draw = 'q 595 0 0 842 0 0 cm /P Do Q'
    object(n, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate ${turned}/Contents ${n + 2} 0 R/Resources<</XObject<</P ${n + 1} 0 R>>>>>>`)
    object(n + 1, `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode/Length ${data.length}>>\nstream\n`, data, '\nendstream')
    object(n + 2, `<</Length ${draw.length}>>\nstream\n${draw}\nendstream`)
  }
  const start = length
  add(`xref\n0 ${at.length}\n0000000000 65535 f \n`, ...at.slice(1).map((o) => `${String(o).padStart(10, '0')} 00000 n \n`), `trailer\n<</Size ${at.length}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`)
  await writeFile(to, Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : p))))
}

/** The size of a JPEG, from its frame. */
function size(data) {
  for (let i = 2; i < data.length;) {
    if (data[i + 1] >= 0xc0 && data[i + 1] <= 0xc2) return { height: data.readUInt16BE(i + 5), width: data.readUInt16BE(i + 7) }
    i += 2 + data.readUInt16BE(i + 2)
  }
  throw new Error('no JPEG')
}
