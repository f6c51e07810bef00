// Every paper of a month by one click: looked over first, made into a folder,
// bound, listed, and equal to the records; then again in the same place, and
// stopped half-way.
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { pdfText } from './app.mjs'
import { patienceMs, same, settles, truly, until } from './person.mjs'

const run = promisify(execFile)
const counted = "v.deleted_at IS NULL AND v.state NOT IN ('计划', '已备案', '取消') AND v.date LIKE '2026-03-%'"

export default async function (world) {
  const { app, me, page, note } = world
  await me.goes('报表')
  await page.getByLabel('月份', { exact: true }).selectOption('2026-03')
  await me.sees(/第 1 页，共 \d+ 页/)
  await me.clicks('本月全部材料…')
  const dialog = page.locator('.el-dialog').filter({ visible: true })
  const visits = await app.value(`SELECT count(*) FROM visits v WHERE ${counted}`)
  const fed = await app.value(`SELECT count(*) FROM visits v WHERE ${counted} AND v.feedback_on <> ''`)
  const findings = await app.value("SELECT count(*) FROM findings WHERE found_on LIKE '2026-03-%' AND deleted_at IS NULL")
  await me.sees(`本月督导${visits}校次，已反馈${fed}校次，发现问题${findings}个。`, dialog)
  await me.sees(/合计核对\d+项，全部一致/, dialog)
  await me.sees(/个责任区的月报还没有签发/, dialog)

  const made = await make(world, dialog)
  const files = await below(made)
  const inFolder = (n) => files.filter((f) => f.startsWith(`${n} `) && f.endsWith('.pdf') && !f.includes('合订本'))
  same(inFolder('04').length, visits, '督导记录表 in their folder')
  same(inFolder('05').length, fed, '反馈单 in their folder')
  same(inFolder('06').length, await app.value("SELECT count(*) FROM lessons WHERE date LIKE '2026-03-%' AND deleted_at IS NULL"), '听课记录 in their folder')
  same(inFolder('02').length, await app.value("SELECT count(*) FROM zones z JOIN zone_versions v ON v.id = z.version_id WHERE v.valid_from <= '2026-03-31' AND (v.valid_to = '' OR v.valid_to > '2026-03-31')"), 'reports of the zones')
  for (const volume of files.filter((f) => f.includes('合订本'))) await bound(dialog, made, volume)

  const text = await pdfText(join(made, files.find((f) => f.startsWith('04 ') && f.includes('合订本'))))
  for (const { number } of await app.sql(`SELECT number FROM visits v WHERE ${counted}`)) truly(text.includes(number), `${number} is in the bound records`)
  const look = await pdfText(join(made, '00 完整性检查.pdf'))
  truly(!look.includes('不一致') && look.includes(`督导次数校次${visits}各责任区之和${visits}一致`), 'office and zones agree')
  const office = await pdfText(join(made, files.find((f) => f.startsWith('01 ') && f.endsWith('督导报告.pdf'))))
  truly(office.includes(`本月共督导${visits}校次`), 'the report counts the visits of the records')
  const row = (name) => dialog.locator('tr', { hasText: name }).locator('td').nth(1)
  await settles(() => row('04 督导记录').innerText(), String(visits), 'records shown in their folder')
  await dialog.getByRole('button', { name: '打开文件夹' }).click()
  await until(async () => JSON.stringify(await app.asked()).includes(basename(made)), 'the folder is opened')
  await dialog.getByRole('button', { name: '关闭', exact: true }).click()

  await stopped(world)
  same((await below(made)).length, files.length, 'the papers of before stand after a stopped run')
  note(`${files.length} files`)
}

/** Makes the papers and returns their folder. */
async function make({ app, me, page }, dialog) {
  await app.answer('openDirectory', app.out)
  await dialog.getByRole('button', { name: '选择位置并生成…' }).click()
  await page.getByRole('progressbar', { name: '生成进度' }).waitFor()
  await until(async () => (await dialog.innerText()).includes('已生成'), 'the papers are made', 4 * patienceMs)
  await me.sees(/已生成 \d+ 份材料、\d+ 页/, dialog)
  const folders = (await readdir(app.out)).filter((n) => n.endsWith('督导材料'))
  same(folders, ['示例县2026年3月督导材料'], 'the folder of the month')
  return join(app.out, folders[0])
}

/** A volume is whole: as many pages as are shown for its folder, and nothing wrong in it. */
async function bound(dialog, made, volume) {
  const row = dialog.locator('tr', { hasText: volume.split('/')[0] })
  same((await run('qpdf', ['--show-npages', join(made, volume)])).stdout.trim(), await row.locator('td').nth(2).innerText(), `pages of ${volume}`)
  await run('qpdf', ['--check', join(made, volume)])
}

/** A run that is stopped leaves nothing of its own. */
async function stopped({ app, me, page }) {
  await me.clicks('本月全部材料…')
  const dialog = page.locator('.el-dialog').filter({ visible: true })
  await me.sees(/合计核对/, dialog)
  await app.answer('openDirectory', app.out)
  await dialog.getByRole('button', { name: '选择位置并生成…' }).click()
  await dialog.getByRole('button', { name: '停止' }).click()
  await until(async () => dialog.getByRole('button', { name: '选择位置并生成…' }).isEnabled(), 'the run has ended')
  await settles(async () => (await readdir(app.out)).filter((n) => n.startsWith('.正在生成')), [], 'half-made folders')
}

async function below(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((e) => e.isFile() && !e.name.startsWith('.')).map((e) => join(e.parentPath, e.name).slice(dir.length + 1).replaceAll('\\', '/'))
}
