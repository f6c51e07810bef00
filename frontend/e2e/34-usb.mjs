// 迎检U盘: made in the window, opened from the disk in a plain browser without
// network: search by initials, a paper, a photo, nothing of a person, and the
// check that names what was changed.
import { chmod, copyFile, appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL, fileURLToPath } from 'node:url'
import { pdfText } from './app.mjs'
import { box, patienceMs, same, settles, truly, until } from './person.mjs'

const photo = join(import.meta.dirname, '../../internal/desk/testdata/taken-2026-03-12.jpg')

export default async function ({ app, me, page, note }) {
  const [evaluation] = await app.sql("SELECT e.id FROM evaluations e JOIN standards s ON s.id = e.standard_id WHERE s.key = '学校档案'")
  const [visit] = await app.sql(`SELECT v.id, c.phone FROM evidence_links l JOIN evidence e ON e.id = l.evidence_id JOIN visits v ON e.source_kind = 'visit' AND v.id = e.source_id
    JOIN schools c ON c.id = v.school_id WHERE l.evaluation_id = ${evaluation.id} AND e.form = 'visit' ORDER BY v.id LIMIT 1`)
  truly(/^1\d{10}$/.test(visit.phone), `the school has a phone: ${visit.phone}`)
  await attaches({ app, me, page, visit: visit.id })
  const dir = await makes({ app, me, page, evaluation: evaluation.id })
  const context = await page.context().browser().newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', offline: true })
  const faults = []
  try {
    await opens({ context, dir, faults, note })
    await tellsOfNobody({ dir, phone: visit.phone })
    await checks({ context, dir, faults })
  } finally {
    await context.close()
  }
  same(faults, [], 'what the copy complained of')
}

/** Two photos for a record; one is marked 含个人信息. */
async function attaches({ app, me, page, visit }) {
  const other = app.file('名单.jpg')
  await copyFile(photo, other)
  await appendFile(other, 'x')
  await page.goto(`${app.url}/#/visits/${visit}`)
  await me.sees('修改历史')
  await me.clicks(/照片与附件/, 'tab')
  await app.answer('openFiles', photo, other)
  await me.clicks('选择文件…')
  await me.isTold('已加入 2 个文件')
  await page.getByLabel('名单.jpg含个人信息', { exact: true }).check()
  await settles(() => app.value(`SELECT count(*) FROM attachments WHERE owner_kind = 'visit' AND owner_id = ${visit} AND personal = 1`), 1, 'files marked')
}

async function makes({ app, me, page, evaluation }) {
  await page.goto(`${app.url}/#/evaluations/${evaluation}/usb`)
  await me.sees('遮盖级别')
  truly(await page.getByRole('radio', { name: /检查组/ }).isChecked(), 'the usual level is 检查组')
  await me.sees('没有标“含个人信息”')
  await page.getByRole('radio', { name: /公示/ }).check()
  await page.getByRole('radio', { name: /检查组/ }).check()
  await settles(async () => /^仅供检查组使用 示例县 /.test(await box(page, '水印文字').inputValue()), true, 'the text follows the level')
  await box(page, '水印文字').fill('仅供省检查组使用 示例县')
  await app.answer('openDirectory', app.out)
  await me.clicks('选择位置并制作…')
  await me.sees('1 份换成了查阅单')
  const [copy] = await app.sql('SELECT * FROM usb_copies ORDER BY id DESC LIMIT 1')
  same([copy.level, copy.withheld, copy.watermark, copy.gaps], ['检查组', 1, '仅供省检查组使用 示例县', 0], 'the copy as noted')
  await me.sees(`清单指纹 ${copy.sha256}`)
  await me.clicks('打开看看')
  const dir = app.file(copy.folder)
  await until(async () => (await app.asked()).some((a) => JSON.stringify(a).includes('开始.html')), 'the page is opened')
  return dir
}

/** A page of the copy; what it complains of, and what it asks of any other place, is a fault. */
async function opened(context, dir, name, faults) {
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) faults.push(m.text()) })
  page.on('pageerror', (e) => faults.push(e.message))
  // The browser's own PDF viewer is made of chrome: pages.
  page.on('request', (r) => { if (!/^(file|data|blob|chrome|chrome-extension):/.test(r.url())) faults.push(`asked for ${r.url()}`) })
  await page.goto(pathToFileURL(join(dir, name)).href)
  return page
}

async function opens({ context, dir, faults, note }) {
  const page = await opened(context, dir, '开始.html', faults)
  await page.getByRole('heading', { name: '学校挂牌督导档案迎检材料' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('ddjlb')
  await page.getByRole('option').first().waitFor()
  truly((await page.getByRole('option').first().innerText()).includes('督导记录表'), 'the initials find 督导记录表')
  note(`searched in ${(await page.evaluate(() => window.searchedIn)).toFixed(1)} ms`)
  await page.keyboard.press('Enter')
  const frame = page.locator('#viewer iframe')
  await frame.waitFor()
  const path = fileURLToPath(new URL(await frame.getAttribute('src'), page.url()))
  same((await readFile(path)).subarray(0, 5).toString(), '%PDF-', 'the paper in the frame')
  truly((await pdfText(path)).includes('督导记录表'), 'the paper is the record')
  await page.keyboard.press('Escape')
  await page.locator('#viewer').waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: '照片', exact: true }).click()
  await page.getByRole('heading', { name: '照片（1 张）' }).waitFor()
  await page.locator('.shot').first().click()
  await until(() => page.locator('#viewer img').evaluate((i) => i.complete && i.naturalWidth > 0), 'the photo is shown')
  truly(await page.locator('#mark').evaluate((o) => o.style.backgroundImage.includes('svg')), 'the page bears the watermark')
  await page.keyboard.press('Escape')
  await page.getByRole('tree').getByRole('treeitem').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await until(() => page.evaluate(() => /^#p\/\d+$/.test(location.hash)), 'the point is open')
  await page.close()
}

/** Nothing that can be read in the folder tells a phone. */
async function tellsOfNobody({ dir, phone }) {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name))
  let masked = 0
  for (const path of files) {
    const text = path.endsWith('.pdf') ? await pdfText(path) : (await readFile(path)).toString('latin1')
    truly(!text.includes(phone), `${path} tells a phone`)
    if (path.endsWith('.pdf') && text.includes(`${phone.slice(0, 3)}****${phone.slice(7)}`)) masked++
    if (path.endsWith('.jpg')) truly(!text.includes('Exif'), `${path} tells where it was taken`)
  }
  truly(masked > 0, 'the phone stands masked on a paper')
}

async function checks({ context, dir, faults }) {
  const page = await opened(context, dir, '校验.html', faults)
  await page.getByLabel('选择文件夹', { exact: true }).setInputFiles(dir)
  await page.getByText('全部一致').waitFor()
  const papers = (await readdir(join(dir, '材料'))).sort()
  const changed = join(dir, '材料', papers[0])
  const bytes = await readFile(changed)
  bytes[bytes.length - 100] ^= 1
  await chmod(changed, 0o644)
  await writeFile(changed, bytes)
  await rm(join(dir, '材料', papers[1]))
  await writeFile(join(dir, '材料', '多出来的.txt'), '多')
  await page.getByLabel('选择文件夹', { exact: true }).setInputFiles(dir)
  await page.getByText('有 3 处与清单不符').waitFor()
  for (const [name, why] of [[papers[0], '内容与清单不符'], [papers[1], '缺少'], ['多出来的.txt', '多出来的']]) {
    truly((await page.getByRole('row', { name: new RegExp(name.replace(/[().[\]]/g, '.')) }).innerText()).includes(why), `${name}: ${why}`)
  }
  await page.close()
}
