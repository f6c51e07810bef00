// The boxes on the shelf: one is counted by keyboard, one paper in it is not
// there; the result is printed; a paper is lent with its slip and comes back by
// one key, and nobody can lend it twice meanwhile; a paper that is due is handed
// over, stays in the catalogue and keeps its files.
import { access } from 'node:fs/promises'
import { violations } from './axe.mjs'
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly, until } from './person.mjs'

export default async function ({ app, me, page }) {
  await count({ app, me, page })
  await lend({ app, me, page })
  await handOver({ app, me, page })
}

async function count({ app, me, page }) {
  const [full] = await app.sql(`SELECT b.id, b.year, b.number, count(*) AS items FROM archive_boxes b JOIN archive_items a ON a.box_id = b.id AND a.deleted_at IS NULL
    WHERE b.deleted_at IS NULL AND b.year = 2025 AND NOT EXISTS (SELECT 1 FROM archive_loans l JOIN archive_items x ON x.id = l.item_id WHERE x.box_id = b.id AND l.returned_on = '')
    GROUP BY b.id HAVING count(*) >= 3 ORDER BY b.id LIMIT 1`)
  const before = await app.value('SELECT count(*) FROM stocktakes')
  await page.goto(`${app.url}/#/archive/stocktakes`)
  await me.sees('未见清单（2 件）')
  await me.keys('Control+n')
  await box(dialog(page), '档案盒').selectOption({ value: String(full.id) })
  await me.keys('Control+s')
  await me.sees(`应在 ${full.items} 件`)
  await settles(() => app.value('SELECT count(*) FROM stocktakes'), before + 1, 'counts')
  const id = await app.value('SELECT max(id) FROM stocktakes')
  const results = () => app.sql(`SELECT result, count(*) AS n FROM stocktake_items WHERE stocktake_id = ${id} GROUP BY result ORDER BY result`)

  // What a hand scanner types: the code of the box and Enter.
  await box(page, '盒号或扫码').fill(`DUDAO:box:${full.id}`)
  await me.keys('Enter')
  await settles(() => page.evaluate(() => document.activeElement?.tagName), 'TR', 'the cursor on the first paper')
  await me.keys('Space')
  await settles(async () => (await results()).find((r) => r.result === '在盒')?.n, 1, 'found after a space')
  await me.keys('x')
  await settles(async () => (await results()).find((r) => r.result === '未见')?.n, 1, 'not found after an x')
  await me.keys('a')
  await settles(results, [{ result: '在盒', n: full.items - 1 }, { result: '未见', n: 1 }], 'the rest of the box at one key')

  await me.clicks('结束清点')
  await me.sees('每一件都有结果', dialog(page))
  await me.keys('Control+s')
  await until(() => app.value(`SELECT finished_on FROM stocktakes WHERE id = ${id}`), 'the count has its last day')
  const [lost] = await app.sql(`SELECT a.title, a.code FROM stocktake_items i JOIN archive_items a ON a.id = i.item_id WHERE i.stocktake_id = ${id} AND i.result = '未见'`)

  await me.clicks('打印清点结果')
  const path = app.file('清点结果.pdf')
  await app.answer('saveFile', path)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold('已保存')
  await until(() => access(path).then(() => true, () => false), 'the result is saved')
  const text = (await pdfText(path)).replace(/\s+/g, '')
  for (const want of ['档案清点结果', `应在${full.items}件：在盒${full.items - 1}件，未见1件`, lost.code, '监点人']) truly(text.includes(want.replace(/\s+/g, '')), `the result says ${want}`)
  await me.escapes(dialog(page))

  await page.getByRole('button', { name: `找到了 ${lost.title}` }).click()
  await settles(() => app.value(`SELECT count(*) FROM stocktake_items WHERE stocktake_id = ${id} AND found_on <> ''`), 1, 'found again')
}

async function lend({ app, me, page }) {
  const [paper] = await app.sql(`SELECT a.id, a.title FROM archive_items a WHERE a.deleted_at IS NULL AND a.year = 2025 AND a.box_id IS NOT NULL
    AND a.id NOT IN (SELECT item_id FROM archive_loans WHERE returned_on = '') AND a.id NOT IN (SELECT item_id FROM stocktake_items WHERE result = '未见') ORDER BY a.id DESC LIMIT 1`)
  await page.goto(`${app.url}/#/archive/${paper.id}`)
  await page.getByRole('link', { name: '借出' }).click()
  await settles(() => box(dialog(page), '应还日期').inputValue().then((v) => v !== ''), true, 'the day it is due, by the rule')
  await box(dialog(page), '借阅人').fill('苏示䶮')
  await box(dialog(page), '用途').fill('写年鉴')
  await me.keys('Control+s')
  await me.isTold('已保存')
  const [loan] = await app.sql(`SELECT id, number, item_id, returned_on, julianday(due_on) - julianday(lent_on) AS days FROM archive_loans ORDER BY id DESC LIMIT 1`)
  same([loan.item_id, loan.returned_on, loan.days], [paper.id, '', 15], 'what is lent')
  await dialog(page).getByRole('button', { name: '打印代卷卡' }).click()
  const path = app.file('代卷卡.pdf')
  await app.answer('saveFile', path)
  await dialog(page).last().getByRole('button', { name: '保存 PDF' }).click()
  await settles(async () => { try { return (await pdfText(path)).includes('代卷卡') } catch { return false } }, true, 'the slip on the disk')
  truly((await pdfText(path)).includes(loan.number), 'the slip has the number of the loan')

  // Nobody lends it a second time.
  await page.goto(`${app.url}/#/archive`)
  await me.sees('登记归档文件')
  await page.goto(`${app.url}/#/archive/loans?item=${paper.id}`)
  await settles(() => box(dialog(page), '应还日期').inputValue().then((v) => v !== ''), true, 'a second loan of it')
  await box(dialog(page), '借阅人').fill('别人')
  await me.keys('Control+s')
  await me.sees('收回后才能再借', dialog(page))
  await me.escapes(dialog(page))
  same(await app.value(`SELECT count(*) FROM archive_loans WHERE item_id = ${paper.id} AND returned_on = ''`), 1, 'loans of it')

  await page.getByRole('row', { name: new RegExp(loan.number) }).focus()
  await me.keys('r')
  await me.isTold('已归还')
  truly(await app.value(`SELECT returned_on FROM archive_loans WHERE id = ${loan.id}`), 'the day it came back')
}

async function handOver({ app, me, page }) {
  await page.goto(`${app.url}/#/archive/disposals`)
  await me.sees('该移交的')
  await page.getByRole('button', { name: '拟移交清单' }).click()
  await me.sees('办理移交（1 件）')
  await box(page, '接收单位').fill('示例县档案馆')
  await me.clicks('办理移交（1 件）')
  await me.confirms('办理')
  await me.sees('已办理，不能再改')
  same(await violations(page), [], 'what axe holds against it')
  const [gone] = await app.sql("SELECT a.id, a.code, d.done_on FROM disposal_items x JOIN disposals d ON d.id = x.disposal_id JOIN archive_items a ON a.id = x.item_id WHERE x.outcome = '移交'")
  truly(gone.done_on && gone.code, 'it has the day and its 档号')
  await page.goto(`${app.url}/#/archive/${gone.id}`)
  await me.sees('附件只能看')
}
