// Papers of people and places: a portrait is added on the inspector's page, the
// school's plate shows it in another size, the division's papers and a handbook
// are seen and saved, and the county's own words stand on the plate.
import { join } from 'node:path'
import { pdfText } from './app.mjs'
import { dialog, settles, truly, until } from './person.mjs'

const photo = join(import.meta.dirname, '../../internal/desk/testdata/taken-2026-03-12.jpg')

export default async function ({ app, me, page }) {
  const [row] = await app.sql(`SELECT s.id AS school, s.name, i.id AS inspector, i.name AS who FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id
    WHERE a.role = '主' AND a.ends_on = '' AND a.deleted_at IS NULL AND s.kind = '小学' ORDER BY s.id LIMIT 1`)

  // The portrait, with the role it has on the plate.
  await page.goto(`${app.url}/#/inspectors/${row.inspector}`)
  await me.sees('照片、证书、聘书')
  await app.answer('openFiles', photo)
  await me.clicks('选择文件…')
  await settles(() => app.value(`SELECT count(*) FROM attachments WHERE owner_kind = 'inspector' AND owner_id = ${row.inspector} AND role = '照片'`), 1, 'the portrait is kept')

  // The handbook of a school year, from the same page.
  await me.chooses('工作手册的年度', '2024—2025学年')
  await me.clicks('工作手册')
  await me.sees(/第 \d+ 页，共/)
  const book = app.file('手册.pdf')
  await app.answer('saveFile', book)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold('已保存：')
  const told = await pdfText(book)
  truly(told.includes(row.who) && told.includes('2024—2025学年') && told.includes('工作总结'), 'the handbook of the chosen year')
  await me.escapes(dialog(page))

  // The plate of the school, in another size than the county's.
  await page.goto(`${app.url}/#/schools/${row.school}`)
  await me.sees('责任督学（挂牌）')
  await me.clicks('打印 ▾')
  await page.getByRole('menuitem', { name: '责任督学公示牌' }).click()
  await me.sees(/第 \d+ 页，共/)
  await me.chooses('尺寸', '600×400 毫米')
  const plate = app.file('公示牌.pdf')
  await app.answer('saveFile', plate)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(plate).catch(() => ''), 'the plate is saved')
  const bytes = (await app.bytes(plate)).toString('latin1')
  truly(bytes.includes('1700.79 1133.86') && bytes.includes('/Subtype /Image'), 'a plate of 600×400 mm with a picture')
  truly(text.includes(row.name) && text.includes(row.who) && text.includes('督导事项'), 'the plate says who')
  await me.escapes(dialog(page))

  // The county's own title, from the settings.
  await page.goto(`${app.url}/#/settings/plates`)
  await me.fills('学校公示牌标题', '示例县督学公示栏')
  await me.clicks('保存')
  await me.isTold('已保存公示牌设置')
  await settles(async () => JSON.parse(await app.value("SELECT value FROM settings WHERE key = 'office'")).plate.title, '示例县督学公示栏', 'the title is kept')

  // The papers of a zone and of the division.
  await me.goes('责任区')
  await me.sees('另立新版本')
  await me.clicks('打印 ▾')
  await page.getByRole('menuitem', { name: '全部公示牌' }).click()
  await me.sees(/第 1 页，共 (2|3)\d 页/)
  const all = app.file('全区公示牌.pdf')
  await app.answer('saveFile', all)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  const plates = await until(() => pdfText(all).catch(() => ''), 'the plates are saved')
  truly(plates.includes('示例县督学公示栏'), 'the plates carry the title')
  await me.escapes(dialog(page))
  await me.clicks('公示和名册 ▾')
  await page.getByRole('menuitem', { name: '督学花名册' }).click()
  await me.sees(/第 1 页，共/)
  await me.escapes(dialog(page))
}
