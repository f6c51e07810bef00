// On a county whose every text is an attack everything shows them just as they are:
// nothing runs, no dialog opens. All its pages are walked through by every-page.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { pdfText } from './app.mjs'
import { call, image, looks } from './hostile.mjs'
import { open, pages } from './pages.mjs'
import { patienceMs, same, truly, until } from './person.mjs'

const run = promisify(execFile)

export const data = 'hostile'

export default async function ({ app, me, page, faults }) {
  page.on('dialog', (d) => { faults.push(`a dialog: ${d.message()}`); void d.dismiss() })
  await points({ me, page })
  await searches({ me, page })
  await prints(app)
  await exports(app)
  await copies({ app, page })
  same(await page.evaluate(looks, image).then((s) => s.faults), [], 'the page at the end')
}

/** The charts say the names when the mouse is over them. */
async function points({ me, page }) {
  await open(pages[0], { url: page.url().split('#')[0].replace(/\/$/, '') }, me)
  for (const chart of await page.locator('.main .chart[role=img]').all()) {
    const at = await chart.boundingBox()
    for (const x of [0.2, 0.5, 0.8]) await page.mouse.move(at.x + at.width * x, at.y + at.height / 2)
  }
}

async function searches({ me, page }) {
  await me.keys('Control+k')
  await page.getByRole('combobox', { name: '搜索' }).fill('DROP TABLE')
  await page.locator('.hits .hit').first().waitFor()
  same((await page.evaluate(looks, image)).faults, [], 'the search')
  await me.keys('Escape')
}

/** On paper the text is the text. */
async function prints(app) {
  const [visit] = await app.sql('SELECT number FROM visits WHERE id = (SELECT max(id) FROM visits WHERE deleted_at IS NULL)')
  const path = app.file('记录表.pdf')
  await call(app, 'Papers', 'Save', { form: 'visit', id: visit.number, format: 'pdf', path })
  const text = await pdfText(path)
  truly(text.includes(image.replaceAll(' ', '')), 'the paper has the text as it is')
  truly(!/[\u200b\u202a-\u202e]/.test(text), 'the paper has no mark that turns the direction')
}

/** In workbooks what begins like a formula is a text. */
async function exports(app) {
  let heads = 0
  for (const { kind } of await call(app, 'Imports', 'Layouts')) {
    const path = app.file(`${kind}.xlsx`)
    await app.answer('saveFile', path)
    await call(app, 'Imports', 'Export', kind)
    const { stdout } = await run('unzip', ['-p', path, 'xl/*.xml'], { maxBuffer: 1 << 28 })
    truly(!/<f[ >/]/.test(stdout), `${kind}: a formula in the workbook`)
    heads += stdout.match(/>(=cmd\||\+1&lt;|@&lt;)/g)?.length ?? 0
  }
  truly(heads > 5, `only ${heads} cells begin like a formula`)
}

/** The copy on a U-disk, opened from the disk without network. */
async function copies({ app, page }) {
  const [evaluation] = await app.sql("SELECT e.id FROM evaluations e JOIN standards s ON s.id = e.standard_id WHERE s.key = '学校档案'")
  const { draft } = await call(app, 'Usb', 'Form', evaluation.id)
  const made = await call(app, 'Usb', 'Make', { ...draft, level: '检查组', dir: app.out })
  const context = await page.context().browser().newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', offline: true })
  try {
    const disk = await context.newPage()
    disk.setDefaultTimeout(patienceMs)
    const faults = []
    disk.on('dialog', (d) => { faults.push(d.message()); void d.dismiss() })
    disk.on('pageerror', (e) => faults.push(e.message))
    disk.on('request', (r) => { if (!/^(file|data|blob):/.test(r.url()) || r.url().endsWith('/x')) faults.push(`asked for ${r.url()}`) })
    await disk.goto(pathToFileURL(join(made.dir, '开始.html')).href)
    await disk.getByRole('tree').getByRole('treeitem').first().waitFor()
    await disk.keyboard.press('/')
    await disk.keyboard.type('onerror')
    await disk.getByRole('option').first().waitFor()
    await until(() => disk.evaluate((text) => document.body.innerText.includes(text), image), 'the copy shows the text as it is')
    same([...faults, ...(await disk.evaluate(looks, image)).faults], [], 'what the copy did')
  } finally {
    await context.close()
  }
}
