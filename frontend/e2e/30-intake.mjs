// A stack from the scanner is one PDF: it is divided by its codes, the blank back
// left out, each paper filed; the page without a code waits in the tray and is
// dragged to its visit.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bareBack, scan, stack } from './scan.mjs'
import { same, settles, truly } from './person.mjs'

export default async function ({ app, me, page }) {
  const [first, second] = await app.sql("SELECT id, number FROM visits WHERE feedback_on <> '' AND date LIKE '2026-03-%' AND deleted_at IS NULL ORDER BY id LIMIT 2")
  const dir = app.file('扫描仪')
  await mkdir(dir, { recursive: true })
  const at = (name) => join(dir, name)
  const path = app.file('一叠.pdf')
  await stack(path, [
    { path: await scan(page, 'feedback', first.number, at('1')) },
    { path: await bareBack(page, 'feedback', first.number, at('2')) },
    { path: await scan(page, 'visit', second.number, at('3')), turned: 180 },
    { path: await scan(page, 'separator', '下一份', at('4')) },
    { path: await scan(page, 'complaint_register', '2026-03', at('5')) },
  ])
  const waiting = () => app.value('SELECT count(*) FROM tray_items WHERE deleted_at IS NULL')
  const before = await waiting()

  await me.goes('导入导出')
  await me.clicks('收扫描件', 'link')
  await me.sees(`待归 ${before} 份`)
  await app.answer('openFiles', path)
  await me.clicks('选文件…')
  await me.isTold('归位 2 份，待归 1 份')
  await me.sees('去掉空白页 1')
  const filed = (id) => app.sql(`SELECT pages, caption, role FROM attachments WHERE owner_kind = 'visit' AND owner_id = ${id} AND role = '扫描件' AND deleted_at IS NULL ORDER BY id DESC LIMIT 1`)
  same((await filed(first.id))[0], { pages: 1, caption: '督导反馈单', role: '扫描件' }, 'the first paper')
  same((await filed(second.id))[0], { pages: 1, caption: '督导记录表', role: '扫描件' }, 'the second paper')
  same(await waiting(), before + 1, 'papers that wait')

  const paper = page.getByRole('option', { name: /^一叠\.pdf/ })
  await paper.click()
  await page.getByLabel('名称', { exact: true }).fill('（示例）签到表')
  await page.getByLabel('名称', { exact: true }).press('Enter')
  await settles(() => app.value("SELECT count(*) FROM tray_items WHERE title = '（示例）签到表'"), 1, 'its name')
  await me.clicks('↻ 右转')
  await settles(() => app.value("SELECT count(*) FROM attachments WHERE owner_kind = 'tray' AND name = '一叠 第5页.pdf'"), 1, 'it is turned')
  await page.getByLabel('找记录', { exact: true }).fill(first.number)
  const goal = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: `归到${first.number}` }) })
  await goal.first().waitFor()
  await me.still() // a later answer would take the place of what is dragged to
  await page.getByRole('option', { name: '（示例）签到表' }).dragTo(goal.first())
  await me.isTold(`已归到 ${first.number}`)
  await settles(waiting, before, 'papers that wait')
  same((await filed(first.id))[0], { pages: 1, caption: '（示例）签到表', role: '扫描件' }, 'the dragged paper')

  await me.clicks(/撤销上一步/)
  await me.confirms('撤销')
  await settles(waiting, before + 1, 'papers that wait after the undo')
  await app.answer('openFiles', path)
  await me.clicks('选文件…')
  await me.isTold('归位 0 份，待归 0 份')
  truly((await page.getByLabel('每个文件的去向').innerText()).includes('已收过'), 'the same stack is not taken twice')
  same(await waiting(), before + 1, 'papers that wait')
}
