// A month's papers are filed at once and boxed; a folder from the disk with what its
// names tell; spine and catalogue are printed; another 档号 pattern is announced.
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { box, dialog, same, settles, truly } from './person.mjs'
import { pdfText } from './app.mjs'

export default async function ({ app, me, page }) {
  const month = '2026-03'
  const notices = await app.value(`SELECT count(*) FROM notices WHERE kind = '整改通知书' AND date LIKE '${month}-%' AND state NOT IN ('草稿', '作废') AND deleted_at IS NULL`)
  await page.goto(`${app.url}/#/archive/filing?span=${month}`)
  await me.sees('件还没有归档')
  await page.getByLabel('分组').selectOption('限期整改通知书')
  await settles(() => page.locator('.pager').textContent().then((t) => t.includes(`共 ${notices} 条`)), true, 'notices listed')
  // Only the notices: the rest is left for later.
  await page.getByLabel('分组').selectOption('')
  await page.getByText('全选', { exact: true }).click()
  await page.getByLabel('分组').selectOption('限期整改通知书')
  await page.getByText('全选', { exact: true }).click()
  await box(page, await page.locator('.filing input.box').first().getAttribute('aria-label')).fill('改过的题名')
  await me.clicks(`归档选中的 ${notices} 件`)
  await me.isTold(`已归档 ${notices} 件`)
  const [filed] = await app.sql("SELECT count(*) AS n, min(number) AS low, max(number) AS high, min(pages) AS pages, sum(title = '改过的题名') AS mine FROM archive_items WHERE form = 'notice' AND year = 2026 AND deleted_at IS NULL")
  same({ ...filed, pages: filed.pages > 0 }, { n: notices, low: 1, high: notices, pages: true, mine: 1 }, 'notices in the archive')

  await me.clicks('去装盒（2026年）', 'link')
  await me.clicks(/^装盒（/)
  await me.isTold('盒，可用“撤销”退回')
  same(await app.value("SELECT count(*) FROM archive_items WHERE year = 2026 AND box_id IS NULL AND deleted_at IS NULL"), 0, 'items outside boxes')
  await papers({ app, me, page })
  await folder({ app, me, page })
  await pattern({ app, me, page })
}

/** Spine from the second place of a sheet, and the list of what lies in the box. */
async function papers({ app, me, page }) {
  const row = page.getByRole('row', { name: /整改.*30年/ }).first()
  for (const [form, file, words] of [['档案盒脊', '盒脊.pdf', ['S001', '2026', '30年', '0001']], ['盒内归档文件目录', '目录.pdf', ['改过的题名', 'S001-WS·2026-D30-ZG-0001']], ['卷内目录', '卷内.pdf', ['顺序号', '页号', '改过的题名']]]) {
    await row.getByRole('button', { name: /打印/ }).click()
    await page.getByRole('menuitem', { name: form, exact: true }).click()
    if (form === '档案盒脊') await box(dialog(page), '从第几格印起').fill('2')
    const path = app.file(file)
    await app.answer('saveFile', path)
    await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
    await me.isTold(file)
    const text = (await pdfText(path)).replace(/\s+/g, '')
    for (const want of words) truly(text.includes(want), `${form} says ${want}`)
    await me.escapes(dialog(page))
  }
}

/** A folder: title, day and 文号 out of the names, each file in the vault and in the archive. */
async function folder({ app, me, page }) {
  const dir = app.file('2023年资料')
  await mkdir(dir, { recursive: true })
  await copyFile(app.file('目录.pdf'), join(dir, '示教督〔2023〕5号 关于开展春季督导的通知20230301.pdf'))
  await copyFile(join(import.meta.dirname, '../../internal/desk/testdata/taken-2026-03-12.jpg'), join(dir, '5月6日 例会签到表.jpg'))
  await writeFile(join(dir, '说明.txt'), '不能归档')
  await page.goto(`${app.url}/#/archive/filing?source=文件夹`)
  await app.answer('openDirectory', dir)
  await me.clicks('选择文件夹…')
  await me.sees('1 个文件不能归档')
  same(await page.locator('.filing tbody tr').count(), 2, 'files listed')
  await me.clicks('归档选中的 2 件')
  await me.isTold('已归档 2 件')
  const rows = await app.sql('SELECT a.title, a.dated_on, a.doc_number, a.number, count(f.id) AS files FROM archive_items a JOIN attachments f ON f.owner_kind = \'archive_item\' AND f.owner_id = a.id WHERE a.year = 2023 GROUP BY a.id ORDER BY a.dated_on')
  same(rows.map((r) => [r.title, r.dated_on, r.doc_number, r.files]), [['关于开展春季督导的通知', '2023-03-01', '示教督〔2023〕5号', 1], ['例会签到表', '2023-05-06', '', 1]], 'what the names told')
}

/** Another pattern says how many codes would change; it is taken back in one step. */
async function pattern({ app, me, page }) {
  const count = () => app.value("SELECT count(*) FROM archive_items WHERE code LIKE 'S001-20%' AND deleted_at IS NULL")
  const all = await app.value('SELECT count(*) FROM archive_items WHERE number > 0 AND deleted_at IS NULL')
  // The first look, at the pattern as it is, is long in coming: it does not stand in for the later one.
  let late
  await page.route('**/e2e/call', async (route) => {
    if (late || route.request().postDataJSON().method !== 'PreviewCodes') return route.continue()
    late = (async () => {
      await new Promise((resolve) => setTimeout(resolve, 1500))
      await route.continue()
      await (await route.request().response()).finished()
    })()
  })
  await page.goto(`${app.url}/#/settings/archive`)
  await box(page, '档号规则').fill('{全宗号}-{年度}-{期限}-{件号}')
  await late
  await me.sees('须有一个 {机构}')
  await box(page, '档号规则').fill('{全宗号}-{年度}-{期限}-{机构}-{件号}')
  await me.sees(`${all} 件的归档章要重盖`)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await me.confirms('改档号')
  await me.isTold(`${all} 件的档号已改`)
  same(await count(), all, 'codes by the new pattern')
  await me.clicks(/撤销上一步/)
  await me.confirms('撤销')
  await settles(count, 0, 'codes after undo')
}
