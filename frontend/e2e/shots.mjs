// Takes pictures of the pages on the sample county, in the two sizes that
// offices have, and of the empty program: node e2e/shots.mjs OUT. Also
// docs/home.png for the README.
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, sampleCounty } from './app.mjs'
import { large, openBrowser, openPage, small } from './browser.mjs'
import { open, pages } from './pages.mjs'
import { Person, until } from './person.mjs'

const out = process.argv[2]
if (!out) throw new Error('usage: node e2e/shots.mjs OUT')

const root = join(import.meta.dirname, '../..')
const work = await mkdtemp(join(tmpdir(), 'dudao-shots-'))
const browser = await openBrowser()
const apps = []
let troubles = 0

/** Takes every page of one set in one size. */
async function take(app, set, size, shown) {
  const { page, faults, close } = await openPage(browser, app.url, size)
  const folder = join(out, `${set}-${size.width}`)
  await mkdir(folder, { recursive: true })
  for (const view of shown) {
    await open(view, app, new Person(page))
    await page.addStyleTag({ content: '.status .path { visibility: hidden }' }) // this PC's folder
    await writeFile(join(folder, `${view.name}.png`), await settled(page))
  }
  await close()
  for (const fault of faults) console.log(`${set} ${size.width}: ${fault}`)
  troubles += faults.length
}

/** A picture of the page as soon as two in a row are the same: papers are drawn, too. */
async function settled(page) {
  let picture = await page.screenshot()
  await until(async () => {
    const before = picture
    picture = await page.screenshot()
    return picture.equals(before)
  }, 'the page stands still')
  return picture
}

try {
  const sample = await openApp(join(work, 'full'), await sampleCounty(join(work, 'sample')))
  const empty = await openApp(join(work, 'empty'), '')
  apps.push(sample, empty)
  for (const size of [small, large]) await take(sample, 'sample', size, pages)
  const without = [
    'visit', 'meeting', 'publication', 'upload-strip', 'platform', 'finding', 'finding-edit', 'notice', 'practice', 'complaint',
    'school', 'inspector', 'home', 'zones', 'reports', 'checklist', 'unit-scores', 'inspection-statistics',
    'evaluation-gaps', 'evaluation-schedule', 'evaluation-spots', 'stocktake', 'lesson',
  ]
  await take(empty, 'empty', small, [
    { name: 'home', path: '/', ready: '第一次使用' }, { name: 'zones', path: '/zones', ready: '还没有划分责任区' },
    { name: 'reports', path: '/reports?span=2026-03', ready: '还没有督导记录' },
    ...pages.filter((p) => !without.includes(p.name)),
  ])
  await mkdir(join(root, 'docs'), { recursive: true })
  await copyFile(join(out, `sample-${small.width}`, 'home.png'), join(root, 'docs/home.png'))
} finally {
  await browser.close()
  for (const app of apps) await app.close()
  await rm(work, { recursive: true, force: true })
}
process.exit(troubles > 0 ? 1 : 0)
