// Signed forms come back as scans: printed, scanned, filed by their code; one that
// cannot be read waits and is filed by the keyboard; each is undone in one step.
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { scan } from './scan.mjs'
import { settles } from './person.mjs'

export default async function ({ app, me, page }) {
  const [first, second] = await app.sql("SELECT v.id, v.number, s.name FROM visits v JOIN schools s ON s.id = v.school_id WHERE v.feedback_on <> '' AND v.date LIKE '2026-03-%' AND v.deleted_at IS NULL ORDER BY v.id LIMIT 2")
  const dir = app.file('扫描')
  await mkdir(dir, { recursive: true })
  const form = await scan(page, 'feedback', first.number, join(dir, '反馈甲'))
  await copyFile(join(import.meta.dirname, '../../internal/desk/testdata/taken-2026-03-12.jpg'), join(dir, '手写单.jpg'))
  await copyFile(form, join(dir, '反馈乙.jpg'))
  const filed = (id) => app.value(`SELECT count(*) FROM attachments WHERE owner_kind = 'visit' AND owner_id = ${id} AND name IN ('反馈甲.jpg', '反馈乙.jpg', '手写单.jpg') AND deleted_at IS NULL`)

  await me.goes('督导记录')
  await me.clicks('收扫描件…', 'link')
  await app.answer('openDirectory', dir)
  await me.clicks('收文件夹…')
  await me.isTold('归位 1 份，待归 1 份')
  const row = (name) => page.getByLabel('每个文件的去向').locator('tbody tr', { hasText: name })
  await me.sees('待归', row('手写单'))
  await me.sees('已收过', row('反馈甲'))
  await me.sees(first.number, row('反馈乙'))
  await settles(() => filed(first.id), 1, 'scans of the first record')

  await page.getByRole('option', { name: '手写单' }).waitFor()
  const list = page.getByRole('listbox', { name: '待归扫描件' })
  await list.focus()
  await me.keys('End', 'Enter')
  await me.sees('手写单.jpg')
  await page.getByLabel('找记录', { exact: true }).fill(second.number)
  await page.getByRole('button', { name: `归到${second.number}` }).first().waitFor()
  await page.getByLabel('找记录', { exact: true }).press('Enter')
  await me.isTold(`已归到 ${second.number}`)
  await settles(() => filed(second.id), 1, 'scans of the second record')
  for (const [step, id] of [['归位待归扫描件', second.id], ['收文件 手写单', 0], ['收文件 反馈乙', first.id]]) {
    await me.clicks(new RegExp(`撤销上一步：${step}`))
    await me.confirms('撤销')
    if (id > 0) await settles(() => filed(id), 0, 'scans after the undo')
  }
}
