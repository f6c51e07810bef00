// Pictures of the main pages on the sample county.
//
//   node e2e/shots.mjs OUT [WIDTHxHEIGHT] [PAGE...]
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, sampleCounty } from './app.mjs'
import { openBrowser } from './browser.mjs'
import { open, pages } from './pages.mjs'
import { Person } from './person.mjs'
import { watchPage } from './watch.mjs'

const [out, size = '1366x768', ...names] = process.argv.slice(2)
if (!out) throw new Error('where to? node e2e/shots.mjs OUT [WIDTHxHEIGHT] [PAGE...]')
const [width, height] = size.split('x').map(Number)
const chosen = names.length > 0 ? pages.filter((p) => names.includes(p.name)) : pages

await mkdir(out, { recursive: true })
const work = await mkdtemp(join(tmpdir(), 'dudao-shots-'))
const browser = await openBrowser()
let app
try {
  app = await openApp(join(work, 'app'), await sampleCounty(join(work, 'sample')))
  const page = await browser.newPage({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const faults = watchPage(page)
  const me = new Person(page)
  for (const view of chosen) {
    await open(view, app, me)
    await page.screenshot({ path: join(out, `${view.name}.png`) })
    for (const fault of faults.splice(0)) console.error(`${view.name}: ${fault}`)
  }
} finally {
  await browser.close()
  await app?.close()
  await rm(work, { recursive: true, force: true })
}
