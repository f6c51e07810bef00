// The 练习县 one click in and one click out, the office's own data untouched; the
// manual at the section of the page; 诊断信息 without anybody's name.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pdfText } from './app.mjs'
import { box, patienceMs, same, settles, truly, until } from './person.mjs'

export const data = 'sample'

async function bytesOf(dir) {
  const out = {}
  for (const e of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (e.isFile()) out[join(e.parentPath, e.name)] = createHash('sha256').update(await readFile(join(e.parentPath, e.name))).digest('hex')
  }
  return out
}

const red = (page) => page.locator('.trial')

export default async function ({ app, me, page }) {
  // The manual, at the section of the page one is on; searched; as PDF.
  await me.goes('问题整改')
  await me.keys('Shift+F1')
  await me.sees('使用手册', page.locator('.page-head h1'))
  const text = page.locator('article')
  await until(async () => (await text.locator('h2').innerText()).includes('整改'), 'the manual is open at 整改')
  await until(() => text.locator('img').first().evaluate((i) => i.complete && i.naturalWidth > 300), 'its picture is there')
  await page.getByLabel('在手册里找').fill('恢复')
  await until(async () => (await text.locator('mark').count()) > 0, 'what was looked for is marked')
  const file = app.file('手册.pdf')
  await app.answer('saveFile', file)
  await me.clicks('存成 PDF…')
  await me.isTold('使用手册已存到')
  truly((await pdfText(file)).includes('督导台账使用手册'), 'the manual as PDF')

  // The 练习县.
  await me.goes('设置')
  await me.clicks('数据与备份')
  await me.clicks('打开练习县')
  await red(page).waitFor({ timeout: 4 * patienceMs })
  await me.arrives()
  const before = await bytesOf(app.dir)
  await me.goes('设置')
  await box(page, '简称').first().fill('练习用的简称')
  await me.keys('Control+s')
  await me.isTold('已保存单位设置')
  await box(page, '备份另存文件夹').fill(app.out)
  await me.keys('Control+s')
  await me.sees('练习县的备份不另存')
  same(await bytesOf(app.dir), before, 'the bytes of the own data')

  await page.reload()
  await red(page).waitFor()
  await me.clicks('回到我的数据')
  await red(page).waitFor({ state: 'hidden', timeout: 4 * patienceMs })
  await me.arrives()
  truly((await app.value("SELECT json_extract(value, '$.shortName') FROM settings WHERE key = 'office'")) !== '练习用的简称', 'the own settings are as before')
  await settles(() => red(page).count(), 0, 'no red frame')

  // 诊断信息.
  await me.goes('设置')
  await me.clicks('关于')
  await me.clicks('复制诊断信息')
  const told = page.locator('pre')
  await told.waitFor()
  const said = await told.innerText()
  for (const word of ['版本', '数据库 迁移', '磁盘剩余', 'school 157', 'Chrome/']) truly(said.includes(word), `no ${word} in:\n${said}`)
  const names = await app.sql('SELECT name FROM schools UNION SELECT name FROM inspectors')
  for (const { name } of names) truly(!said.includes(name), `the diagnosis names ${name}`)
  truly(!said.includes(app.dir), 'the diagnosis tells the folder')
}
