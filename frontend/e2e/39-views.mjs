// What every list can do: a view kept with the records and opened again, columns
// moved and made wider, rows chosen over all pages and changed in one action that is
// undone in one, the menu of a row by mouse and by keyboard, and the list printed as
// it stands.
import { box, dialog, same, settles, truly, until } from './person.mjs'
import { pdfText } from './app.mjs'

const rows = (page) => page.locator('.records tbody tr')
const menu = (page) => page.getByRole('menu', { name: '这一行' })
const dateOf = (page) => box(dialog(page), '新的整改期限')
const bar = (page) => page.getByRole('group', { name: '所选的记录' })
const heads = async (page) => (await page.locator('.records thead th').allInnerTexts()).map((h) => h.replace(/[▲▼]/g, '').trim()).filter(Boolean)
const total = async (me) => Number(/([\d,]+) 条/.exec(await me.reads('.page-head'))?.[1]?.replaceAll(',', ''))

export default async function (world) {
  await views(world)
  await columns(world)
  await many(world)
  await rowMenu(world)
  await printed(world)
}

/** Filters and order under a name; it is there again after the list was left. */
async function views({ app, me, page }) {
  await me.goes('督导记录')
  const all = await app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL')
  await settles(() => total(me), all, 'all visits')
  await me.chooses('月份', '2025年11月')
  await me.chooses('责任区', '第二责任区')
  await until(async () => (await total(me)) < 60, 'the visits of a month and zone')
  const few = await total(me)
  await me.clicks(/^视图/)
  await me.clicks(/另存为视图/)
  await page.locator('.el-message-box').getByRole('textbox').fill('二区十一月')
  await me.confirms('确定')
  await me.isTold('已保存视图“二区十一月”')
  same(await app.value("SELECT json_extract(body, '$.query.zone') FROM list_views WHERE list = 'visits'"), '第二责任区', 'the zone in the view')

  await me.clicks('清除条件')
  await settles(() => total(me), all, 'all visits again')
  await me.sees('视图：平常')
  await me.clicks(/^视图/)
  await page.getByRole('button', { name: '二区十一月', exact: true }).click()
  await settles(() => total(me), few, 'the visits of the view')
  await me.goes('学校')
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '督导记录' }).click() // its address has the filters of the view
  await settles(() => total(me), few, 'the view used last is opened again')

  // Renamed, deleted, brought back by undo.
  await me.clicks(/^视图/)
  await me.clicks('改名 二区十一月')
  await page.locator('.el-message-box').getByRole('textbox').fill('十一月二区')
  await me.confirms('确定')
  await me.sees('视图：十一月二区')
  await me.clicks(/^视图/)
  await me.clicks('删除视图 十一月二区')
  await settles(() => app.value('SELECT count(*) FROM list_views'), 0, 'no view')
  await me.keys('Escape')
  await page.locator('.page-head h1').click()
  await undo(me, app, '删除视图')
  await settles(() => app.value("SELECT name FROM list_views WHERE list = 'visits'"), '十一月二区', 'the view is back')
}

/** A column moved in front and one made wider: so they stay. */
async function columns({ me, page }) {
  await page.getByRole('columnheader', { name: /^责任区/ }).getByRole('button').focus()
  await me.keys('Alt+ArrowLeft')
  await settles(async () => (await heads(page)).slice(0, 4), ['编号', '日期', '责任区', '学校'], 'the zone before the school')
  const school = page.getByRole('columnheader', { name: /^学校/ })
  const before = (await school.boundingBox()).width
  await school.getByRole('button').focus()
  await me.keys('Shift+ArrowRight', 'Shift+ArrowRight')
  await until(async () => (await school.boundingBox()).width > before + 20, 'a wider column')
  await page.reload()
  await me.arrives()
  await rows(page).first().waitFor()
  same((await heads(page)).slice(0, 4), ['编号', '日期', '责任区', '学校'], 'the order after starting again')
  truly((await school.boundingBox()).width > before + 20, 'the width after starting again')
}

/** Rows of all pages changed at once; those that refuse are named; one undo. */
async function many({ app, me, page }) {
  const open = "deleted_at IS NULL AND state = '整改中'"
  const n = await app.value(`SELECT count(*) FROM findings WHERE ${open}`)
  await page.goto(`${app.url}/#/findings?state=${encodeURIComponent('整改中')}`)
  await settles(async () => Number(/([\d,]+) 个问题/.exec(await me.reads('.page-head'))?.[1]?.replaceAll(',', '')), n, 'problems being put right')
  await me.keys('Control+f', 'ArrowDown')
  await page.locator('.records tbody tr:focus').waitFor()
  await me.keys('Space', 'Shift+ArrowDown', 'Shift+ArrowDown')
  await me.sees('已选 3 条')
  await rows(page).nth(6).locator('td.tick').click({ modifiers: ['Shift'] })
  await me.sees('已选 7 条')
  same(await rows(page).nth(6).getByRole('checkbox').isChecked(), true, 'the box of the last row')
  await rows(page).nth(3).focus()
  await me.keys('Control+a')
  await me.sees(`已选 ${n.toLocaleString('zh-CN')} 条`)

  await bar(page).getByRole('button', { name: '成批修改…' }).click()
  await dialog(page).getByLabel('要改的栏').selectOption({ label: '责任人' })
  await dialog(page).getByRole('combobox', { name: '新的责任人' }).fill('示例负责人')
  await dialog(page).getByRole('button', { name: /^修改 / }).click()
  await me.isTold(`已改 ${n} 条`)
  same(await app.value(`SELECT count(*) FROM findings WHERE ${open} AND person = '示例负责人'`), n, 'all have the person')
  await undo(me, app, '责任人')
  await settles(() => app.value("SELECT count(*) FROM findings WHERE person = '示例负责人'"), 0, 'one undo takes all back')

  await bar(page).getByRole('button', { name: '成批修改…' }).click()
  await dialog(page).getByLabel('要改的栏').selectOption({ label: '整改期限' })
  await dateOf(page).fill('2026-03-25')
  await dateOf(page).press('Tab')
  const after = await app.value(`SELECT count(*) FROM findings WHERE ${open} AND found_on > '2026-03-25'`)
  truly(after > 0, 'some were found later than that day')
  await dialog(page).getByRole('button', { name: /^修改 / }).click()
  await me.sees(`${after} 条没有改`, dialog(page))
  await dialog(page).getByRole('button', { name: '知道了' }).click()
  same(await app.value(`SELECT count(*) FROM findings WHERE ${open} AND due_on = '2026-03-25'`), n - after, 'the others have the day')
  await bar(page).getByRole('button', { name: '取消选择' }).click()
  await bar(page).waitFor({ state: 'hidden' })
}

/** By the right button and by the menu key: only such rows, a copy, the bin. */
async function rowMenu({ app, me, page }) {
  await page.goto(`${app.url}/#/practices`)
  await me.sees('典型经验', page.locator('.page-head h1')) // not the rows of the page before
  await rows(page).first().waitFor()
  await me.idle()
  const number = (await rows(page).first().locator('td').nth(1).innerText()).trim()
  const state = await app.value(`SELECT state FROM practices WHERE number = '${number}'`)
  await rows(page).first().getByText(state).click({ button: 'right' })
  await menu(page).getByRole('menuitem', { name: `只看状态“${state}”` }).click()
  await until(() => page.url().includes(encodeURIComponent(state)), 'the filter in the address')
  await me.idle()
  await rows(page).first().focus()
  await me.keys('ArrowRight', 'Shift+F10')
  await menu(page).waitFor()
  await me.keys('End', 'ArrowUp', 'Escape')
  await menu(page).waitFor({ state: 'hidden' })
  await page.locator('.records tbody tr:focus').waitFor()
  const first = (await rows(page).first().locator('td').nth(1).innerText()).trim()
  await me.keys('ContextMenu')
  await menu(page).getByRole('menuitem', { name: '删除…' }).click()
  await me.confirms('移到回收站')
  await me.isTold('已移到回收站 1 条')
  await settles(() => app.value(`SELECT deleted_at IS NOT NULL FROM practices WHERE number = '${first}'`), 1, 'in the recycle bin')
  await undo(me, app, '删除典型经验')
  await settles(() => app.value(`SELECT deleted_at IS NOT NULL FROM practices WHERE number = '${first}'`), 0, 'back from it')
}

/** The list on paper: its rows in its order, its columns, its filter. */
async function printed({ app, me, page }) {
  await page.goto(`${app.url}/#/visits?month=2025-11&zone=${encodeURIComponent('第二责任区')}`)
  await rows(page).first().waitFor()
  await me.idle()
  const n = await total(me)
  const first = (await rows(page).first().locator('td').nth(1).innerText()).trim()
  await me.clicks('打印、导出这张表')
  await me.sees('第 1 页', dialog(page))
  for (const [button, file] of [['保存 PDF', '列表.pdf'], ['保存 Excel', '列表.xlsx']]) {
    await app.answer('saveFile', app.file(file))
    await dialog(page).getByRole('button', { name: button }).click()
    await until(async () => (await app.bytes(app.file(file)).catch(() => '')).length > 0, file)
  }
  const text = await pdfText(app.file('列表.pdf'))
  for (const want of ['示例县督导记录', '（月份：2025年11月；责任区：第二责任区）', `共${n}条`, first]) truly(text.includes(want), `the paper says ${want}`)
  truly(text.indexOf('责任区') < text.indexOf('学校'), 'the columns as they were moved')
  same(await app.value("SELECT group_concat(level || ' ' || file, '、') FROM outgoing WHERE file LIKE '列表.%'"), '内部 列表.pdf、内部 列表.xlsx', 'the export log')
}

/** Takes the last action back, once it is what the words say. */
async function undo(me, app, words) {
  await until(async () => (await app.value('SELECT label FROM change_sets ORDER BY id DESC LIMIT 1')).includes(words), words)
  await me.page.locator('.page-head h1').click()
  await me.keys('Control+z')
  await me.confirms('撤销')
  await me.isTold('已撤销')
}
