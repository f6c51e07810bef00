// Drives the built page in a real browser against the real program, one
// scenario (NN-name.mjs) beside another, each on a data folder of its own.
//
//   node e2e/run.mjs            all scenarios
//   node e2e/run.mjs 03 print   those whose file name contains one of the words
//   E2E_SLOW=6 node e2e/run.mjs as on a PC six times slower
//   FRESH=1 node e2e/run.mjs    also those that passed and nothing changed for
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, sampleCounty } from './app.mjs'
import { openBrowser, openPage, small } from './browser.mjs'
import { hostileCounty } from './hostile.mjs'
import { Passed } from './passed.mjs'
import { Person, slow } from './person.mjs'

const here = import.meta.dirname
const pictures = join(here, '../../build/bin/e2e')
const limitMs = 240_000 * slow
const workers = 3 // scenarios at once, a data folder, a program and a page each: one of them waits while two cores work
const coarse = 0.5 // picture dots for each dot of the page: no scenario looks at them, and to paint takes time
const long = ['every-page-one', 'every-page-two', 'hostile', 'inspection', 'month-papers', 'practice-manual', 'scaling', 'keys', 'focus', 'views', 'filing', 'find', 'month', 'two-rounds', 'grid'] // the longest first

const words = process.argv.slice(2)
const names = (await readdir(here)).filter((n) => /^\d\d-.*\.mjs$/.test(n)).sort()
const wanted = words.length === 0 ? names : names.filter((n) => words.some((w) => n.includes(w)))
if (wanted.length === 0) throw new Error(`no scenario is named like ${words.join(', ')}`)

await rm(pictures, { recursive: true, force: true })
await mkdir(pictures, { recursive: true })
const work = await mkdtemp(join(tmpdir(), 'dudao-e2e-'))
const browser = await openBrowser()
const passed = await Passed.open(browser.version())
const chosen = []
for (const name of wanted) if (words.length > 0 || !(await passed.has(name))) chosen.push(name)
if (chosen.length < wanted.length) console.log(`${wanted.length - chosen.length} passed before, and nothing has changed since`)
let failed = []
try {
  const sample = await sampleCounty(join(work, 'sample'))
  let hostile // made when the first asks for it
  const counties = { sample: () => sample, hostile: () => hostile ??= hostileCounty(join(work, 'hostile'), sample), empty: () => '' }
  // The long ones first, so that no worker ends long after the others.
  const rank = (name) => (long.indexOf(name.slice(3, -'.mjs'.length)) + 1) || long.length + 1
  const waiting = chosen.toSorted((a, b) => rank(a) - rank(b))
  await Promise.all(Array.from({ length: workers }, async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) if (!(await play(name, counties))) failed.push(name)
  }))
  // What failed is played once more, by itself: a busy machine is no defect of
  // the program. It is said, and what fails twice has failed.
  const again = failed
  failed = []
  for (const name of again) if (!(await play(name, counties, ' again'))) failed.push(name)
} finally {
  await browser.close()
  await rm(work, { recursive: true, force: true })
}
console.log(`${wanted.length - failed.length} passed, ${failed.length} failed`)
process.exit(failed.length === 0 ? 0 : 1)

/** Plays one scenario; false when it failed. */
async function play(name, counties, time = '') {
  const { default: scenario, data = 'sample' } = await import(join(here, name))
  const title = name.replace(/\.mjs$/, '')
  const begun = performance.now()
  const app = await openApp(join(work, title + time), await counties[data]())
  const notes = []
  let trouble, page, close
  let faults = []
  try {
    ({ page, faults, close } = await openPage(browser, app.url, small, coarse))
    const me = new Person(page)
    await me.arrives()
    await within(limitMs, scenario({ page, app, me, note: (text) => notes.push(text), faults }))
    if (faults.length > 0) throw new Error('the page complained')
  } catch (reason) {
    trouble = reason
    await page?.screenshot({ path: join(pictures, `${title}.png`) }).catch(() => undefined)
  }
  await close?.().catch(() => undefined) // the browser is gone
  const log = await app.close()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`${trouble ? 'FAIL' : 'ok  '} ${(title + time).padEnd(28)} ${seconds.padStart(6)} s${notes.length ? `   ${notes.join('; ')}` : ''}`)
  if (!trouble) {
    await passed.keep(name)
    return true
  }
  console.log(`     ${String(trouble.stack ?? trouble).replaceAll('\n', '\n     ')}`)
  if (faults.length > 0) console.log(`     page: ${faults.join('\n     page: ')}`)
  if (log) console.log(`     program: ${log}`)
  console.log(`     picture: build/bin/e2e/${title}.png`)
  return false
}

async function within(ms, work) {
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`longer than ${ms / 1000} s`)), ms) })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
