// Takes pictures of the pages on the sample county, in the two sizes that
// offices have, of the empty program, and of every paper, with an index.html to look
// through: node e2e/shots.mjs OUT [manual|pages|papers …]. Those of the
// manual go where it keeps them, the first page's to docs/home.png for the README.
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, sampleCounty } from './app.mjs'
import { large, openBrowser, openPage, small } from './browser.mjs'
import { open, pages } from './pages.mjs'
import { patienceMs, Person, until } from './person.mjs'
import { takePapers } from './shots-papers.mjs'

const [out, ...parts] = process.argv.slice(2)
if (!out) throw new Error('usage: node e2e/shots.mjs OUT [manual|pages|papers …]')
const wanted = (part) => parts.length === 0 || parts.includes(part)

const root = join(import.meta.dirname, '../..')
const work = await mkdtemp(join(tmpdir(), 'dudao-shots-'))
const browser = await openBrowser()
const apps = []
let troubles = 0

const inManual = join(root, 'internal/manual')
const jpeg = { type: 'jpeg', quality: 60 }

/** Takes the pictures that the manual names, in the small size, small enough to be kept. */
async function takeManual(sample, empty) {
  const text = (await Promise.all((await readdir(join(inManual, 'text'))).map((n) => readFile(join(inManual, 'text', n), 'utf8')))).join('\n')
  const named = [...new Set([...text.matchAll(/^!\[.*\]\(([\w-]+)\)$/gm)].map((m) => m[1]))]
  const folder = join(inManual, 'pictures')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const keep = async (name, page) => {
    await page.addStyleTag({ content: quiet })
    await page.evaluate(unchanging)
    await settled(page)
    await writeFile(join(folder, `${name}.jpg`), await page.screenshot(jpeg))
  }
  const { page, faults, close } = await openPage(browser, sample.url, small)
  const me = new Person(page)
  for (const name of named.filter((n) => !['first', 'practice'].includes(n))) {
    const view = pages.find((p) => p.name === name)
    if (!view) throw new Error(`the manual wants a picture of ${name}, which is not in pages.mjs`)
    await open(view, sample, me)
    await keep(name, page)
  }
  await close()
  const fresh = await openPage(browser, empty.url, small)
  await new Person(fresh.page).arrives()
  await keep('first', fresh.page)
  await fresh.page.getByRole('button', { name: '先打开练习县看看' }).click()
  await fresh.page.locator('.trial').waitFor({ timeout: 4 * patienceMs })
  await open({ name: 'findings', path: '/findings', ready: '问题整改' }, empty, new Person(fresh.page))
  await keep('practice', fresh.page)
  await fresh.page.getByRole('button', { name: '回到我的数据' }).click()
  await fresh.page.locator('.trial').waitFor({ state: 'hidden', timeout: 4 * patienceMs })
  await fresh.close()
  for (const fault of [...faults, ...fresh.faults]) console.log(`manual: ${fault}`)
  troubles += faults.length + fresh.faults.length
}

/** Runs in the page: what is another at each run, or on each PC, is the same in every picture. */
function unchanging() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const always = [
    [/\/\S*dudao-shots\S*/g, 'D:\\督导台账'], [/\d\d-\d\d \d\d:\d\d 检查/g, '03-31 09:00 检查'], [/[\d.]+ GB/g, '50.00 GB'], [/共 [\d.]+ MB/g, '共 60 MB'],
    [/核对了 \d+ 个/g, '核对了 4 个'], [/超期 \d+ 天/g, '超期 5 天'],
  ]
  while (texts.nextNode()) {
    const text = always.reduce((t, [what, as]) => t.replace(what, as), texts.currentNode.data)
    if (text !== texts.currentNode.data) texts.currentNode.data = text
  }
}

// This PC's folder and the day of the backup are no part of a picture that is kept.
const quiet = '.status .path, .status a { visibility: hidden }'

/** One page to look through all that was taken. */
async function writeIndex(papers) {
  const lines = ['<!doctype html><meta charset="utf-8"><title>督导台账：全部页面和文书</title><style>body{font:15px sans-serif;margin:1em}figure{display:inline-block;margin:6px;vertical-align:top;max-width:45%}img{max-width:100%;border:1px solid #999}h2{clear:both}</style>']
  const figure = (src, text) => `<figure><a href="${src}"><img loading="lazy" src="${src}"></a><figcaption>${text}</figcaption></figure>`
  for (const folder of (await readdir(out, { withFileTypes: true })).filter((e) => e.isDirectory() && e.name !== 'papers').map((e) => e.name).sort()) {
    lines.push(`<h2>${folder}</h2>`, ...(await readdir(join(out, folder))).sort().map((n) => figure(`${folder}/${n}`, n.replace('.png', ''))))
  }
  if (papers) {
    lines.push('<h2>文书</h2>')
    for (const p of papers.taken) lines.push(`<h3>${p.form.title}（${p.form.key} ${p.id}）</h3>`, ...p.pictures.map((n) => figure(`papers/${n}`, n.replace('.png', ''))))
    lines.push(`<p>示例县里没有记录可印的：${papers.lacking.map((f) => `${f.title}（${f.key}）`).join('、') || '无'}</p>`)
  }
  await writeFile(join(out, 'index.html'), lines.join('\n'))
}

/** Takes every page of one set in one size. */
async function take(app, set, size, shown) {
  const { page, faults, close } = await openPage(browser, app.url, size)
  const folder = join(out, `${set}-${size.width}`)
  await mkdir(folder, { recursive: true })
  for (const view of shown) {
    await open(view, app, new Person(page))
    await page.addStyleTag({ content: quiet })
    await writeFile(join(folder, `${view.name}.png`), await settled(page))
  }
  await close()
  for (const fault of faults) console.log(`${set} ${size.width}: ${fault}`)
  troubles += faults.length
}

/** Takes every page of the sample county in both sizes, and those of the empty program. */
async function takePages(sample, empty) {
  for (const size of [small, large]) await take(sample, 'sample', size, pages)
  // An empty page has other words than the one in use: any will do.
  const own = [
    { name: 'home', path: '/', ready: '回答五个问题' }, { name: 'first', path: '/first?step=office', ready: '单位和县名' }, { name: 'zones', path: '/zones', ready: '还没有划分责任区' },
    { name: 'alerts', path: '/alerts', ready: '没有待办' },
    { name: 'reports', path: '/reports?span=2026-03', ready: '还没有督导记录' },
  ]
  const others = pages.filter((p) => !/\{/.test(p.path) && !own.some((o) => o.name === p.name))
  await take(empty, 'empty', small, [...own, ...others.map((p) => ({ ...p, ready: /\S/ }))])
  await copyFile(join(out, `sample-${small.width}`, 'home.png'), join(root, 'docs/home.png'))
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
  if (wanted('manual')) await takeManual(sample, empty)
  if (wanted('pages')) await takePages(sample, empty)
  let papers
  if (wanted('papers')) {
    papers = await takePapers(sample, join(out, 'papers'))
    console.log(`${papers.taken.length} papers; no record for ${papers.lacking.map((f) => f.key).join(', ') || 'none'}`)
  }
  await mkdir(out, { recursive: true })
  await writeIndex(papers)
} finally {
  await browser.close()
  for (const app of apps) await app.close()
  await rm(work, { recursive: true, force: true })
}
process.exit(troubles > 0 ? 1 : 0)
