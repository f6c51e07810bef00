// What comes from outside: a backup that was opened in Explorer, files and folders
// dropped on the window, and a saved paper shown in its folder.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { truly } from './person.mjs'

const backup = join(import.meta.dirname, '../../internal/desk/testdata/backups/0.4.0.督导备份')

export default async function ({ app, me, page }) {
  const drop = (...paths) => page.evaluate((p) => window.__e2e.drop(p, 300, 300), paths)
  // Where nothing takes files they are not lost without a word, and a backup is asked about.
  await page.goto(`${app.url}/#/schools`)
  await me.sees('新增学校')
  await drop(app.file('照片.jpg'))
  await me.sees('这里不收文件')
  await drop(backup)
  await me.sees('核对这个备份')
  await me.clicks('核对这个备份')
  await me.sees('已核对无误')
  await me.clicks('不', 'button', { exact: true })

  // From one taking page to the next: each takes what is dropped on it, the former nothing.
  const folder = app.file('一个文件夹')
  await mkdir(folder)
  await writeFile(join(folder, '校务会议记录.txt'), '示例')
  await page.goto(`${app.url}/#/imports`)
  await me.sees('一、这是什么表')
  await page.goto(`${app.url}/#/scans`)
  await me.sees('收文件夹…')
  await drop(folder)
  await me.sees('校务会议记录.txt')
  await page.goto(`${app.url}/#/imports`)
  await me.sees('一、这是什么表')
  await drop(app.file('学校.xlsx'))
  await me.sees('学校.xlsx')

  truly((await app.asked()).every((q) => q.what !== 'openFiles'), 'no dialog was needed')
}
