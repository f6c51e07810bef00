// The archive: a paper of the program is filed, gets its 档号, is boxed; the
// catalogue and the spine are printed; one taken out leaves no gap.
import { box, dialog, same, settles, truly, until } from './person.mjs'
import { pdfText } from './app.mjs'

export default async function ({ app, me, page }) {
  const visit = await app.value("SELECT max(id) FROM visits WHERE date < '2026-01-01' AND deleted_at IS NULL")
  const [before] = await app.sql("SELECT count(*) AS items, max(number) AS last FROM archive_items WHERE year = 2025 AND unit = 'DD' AND retention = 'D10'")
  same(before, { items: 0, last: null }, 'ten-year items of 督导 in the sample')
  await page.goto(`${app.url}/#/visits/${visit}`)
  await me.sees('修改历史')
  await page.getByRole('button', { name: /^打印/ }).first().click()
  await page.getByRole('menuitem', { name: '督导记录表' }).click()
  await dialog(page).getByRole('button', { name: '归档' }).click()
  await me.sees('登记归档文件')
  await settles(async () => Number(await box(page, '页数').inputValue()) > 0, true, 'pages as printed')
  await me.keys('Control+s')
  await me.isTold('已保存：S001-WS·2025-D10-DD-0001')
  same(await app.value(`SELECT source_id FROM archive_items WHERE code = 'S001-WS·2025-D10-DD-0001'`), visit, 'the record it was made from')

  await page.goto(`${app.url}/#/archive/boxes?year=2025`)
  const boxes = await app.value('SELECT count(*) FROM archive_boxes WHERE deleted_at IS NULL')
  await me.sees('还有 1 件没有装盒')
  await me.clicks('装盒（1 件）')
  await me.isTold('已装 1 盒')
  same(await app.value('SELECT count(*) FROM archive_boxes WHERE deleted_at IS NULL'), boxes + 1, 'boxes')

  await spine({ app, me, page })
  await gap({ app, me, page })
}

async function spine({ app, me, page }) {
  await page.getByRole('row', { name: /督导.*10年/ }).getByRole('button', { name: /打印/ }).click()
  await page.getByRole('menuitem', { name: '档案盒脊' }).click()
  const path = app.file('盒脊.pdf')
  await app.answer('saveFile', path)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the spine is written') // “已保存” may still be the news of the item
  for (const want of ['S001', '2025', '10年', '0001']) truly(text.includes(want), `the spine says ${want}`)
  await me.escapes(dialog(page))
}

/** Taking out the first paper of a class moves the others up: no gap. */
async function gap({ app, me, page }) {
  const [first] = await app.sql("SELECT id, title FROM archive_items WHERE unit = 'DD' AND retention = 'D30' AND number = 1")
  await page.goto(`${app.url}/#/archive/${first.id}`)
  await me.sees('修改历史')
  await me.clicks('删除')
  await me.confirms('移到回收站')
  await settles(() => app.value("SELECT count(*) - max(number) FROM archive_items WHERE unit = 'DD' AND retention = 'D30' AND deleted_at IS NULL"), 0, 'items less the last number')
  same(await app.value("SELECT count(*) FROM archive_items WHERE deleted_at IS NULL AND unit = 'DD' AND retention = 'D30' AND number = 1"), 1, 'items numbered 1')
}
