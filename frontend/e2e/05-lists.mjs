// A long list: sorted, filtered, paged, its columns chosen, searched by pinyin;
// a record edited in it, and what was changed. From the first page to the
// schools that nobody visited.
import { settles, truly, until } from './person.mjs'

export default async function ({ app, me, page }) {
  await me.goes('首页')
  const unvisited = await app.value(`SELECT count(*) FROM schools s WHERE s.deleted_at IS NULL AND s.state = '在办' AND NOT EXISTS (
    SELECT 1 FROM visits v WHERE v.school_id = s.id AND v.date LIKE '2026-03-%' AND v.state <> '取消' AND v.deleted_at IS NULL)`)
  await settles(() => me.number('本月未督导'), unvisited, 'schools without a visit on the first page')
  await page.getByRole('link', { name: /本月未督导/ }).click()
  await settles(() => rows(page).count(), unvisited, 'schools in the list that the first page leads to')
  await settles(() => total(me, '所'), unvisited, 'their number above the list')

  const all = await app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL')
  await me.goes('督导记录')
  await settles(() => total(me), all, 'all visits')

  // Sorted by the heading, then the other way round.
  await me.clicks(/^日期/)
  await settles(() => cell(page, 0, '日期'), '2023-09-01', 'the oldest first')
  await me.clicks(/^日期/)
  await settles(() => cell(page, 0, '日期'), '2026-03-31', 'the newest first')

  // Filtered by month and zone: only those, and as many as SQL counts.
  await me.chooses('月份', '2025年11月')
  await me.chooses('责任区', '第二责任区')
  const some = await app.value(`SELECT count(*) FROM visits v JOIN zone_schools x ON x.school_id = v.school_id JOIN zones z ON z.id = x.zone_id
    JOIN zone_versions d ON d.id = z.version_id AND d.valid_from <= v.date AND (d.valid_to = '' OR d.valid_to > v.date)
    WHERE z.name = '第二责任区' AND v.date LIKE '2025-11-%' AND v.deleted_at IS NULL`)
  truly(some > 20 && some < 50, `visits of a zone in a month, on one page: ${some}`)
  await settles(() => total(me), some, 'visits of a zone in a month')
  await settles(() => kinds(page, '责任区'), ['第二责任区'], 'the zone of the filter')
  await settles(async () => [...new Set((await column(page, '日期')).map((d) => d.slice(0, 7)))], ['2025-11'], 'the month of the filter')
  await me.clicks('清除条件')
  await settles(() => total(me), all, 'all visits again')

  // Paged by keyboard and by number.
  const first = await cell(page, 0, '编号')
  await me.keys('Control+f', 'ArrowDown')
  await cursor(page)
  await me.keys('PageDown')
  await me.sees('第 51—100 条')
  await until(async () => (await cell(page, 0, '编号')) !== first, 'the second page has other rows')
  await me.clicks('上一页')
  await me.sees('第 1—50 条')
  await settles(() => cell(page, 0, '编号'), first, 'the first page again')

  // Columns.
  await me.clicks(/显示的列/)
  await page.locator('.el-checkbox', { hasText: '反馈日期' }).filter({ visible: true }).click()
  await page.getByRole('columnheader', { name: '反馈日期' }).waitFor()
  await me.keys('Escape')

  // Initials of a school, two Chinese characters of a text.
  await me.keys('Control+f')
  await me.types('zqlxx')
  await settles(() => kinds(page, '学校'), ['示例县重庆路小学'], 'the school by its initials')
  await page.getByLabel('查找', { exact: true }).fill('留样')
  await until(async () => (await kinds(page, '学校')).length > 1, 'records by two characters')
  await until(async () => (await total(me)) < all, 'fewer than all')

  // Enter opens; a changed text is in the history with before and after.
  await me.keys('ArrowDown')
  const number = (await (await cursor(page)).locator('td').nth(1).innerText()).trim()
  await me.keys('Enter')
  await page.getByRole('heading', { name: `督导记录 ${number}` }).waitFor()
  const old = await page.getByRole('textbox', { name: '亮点经验' }).inputValue()
  await page.getByRole('textbox', { name: '亮点经验' }).fill('留样管理台账完整')
  await me.keys('Control+s')
  await me.isTold(`已保存 ${number}`)
  await me.clicks('修改历史')
  const drawer = page.locator('.el-drawer').filter({ visible: true })
  const change = drawer.getByRole('row', { name: /亮点/ }).first().getByRole('cell')
  await settles(() => change.allInnerTexts(), ['亮点经验', old || '（空）', '留样管理台账完整'], 'the history tells before and after')
  await settles(() => app.value(`SELECT highlights FROM visits WHERE number = '${number}'`), '留样管理台账完整', 'the text in the database')
  await me.escapes(drawer)

  // Esc goes back to the list where it was.
  await me.keys('Escape')
  await me.sees('照片归位…')
  await settles(() => page.getByLabel('查找', { exact: true }).inputValue(), '留样', 'the search after coming back')
}

const rows = (page) => page.locator('.records tbody tr')

/** The line of the list that has the cursor. */
async function cursor(page) {
  const line = page.locator('.records tbody tr:focus')
  await line.waitFor()
  return line
}

async function total(me, unit = '条') {
  return Number(new RegExp(`([\\d,]+) ${unit}`).exec(await me.reads('.page-head'))?.[1]?.replaceAll(',', ''))
}

async function place(page, title) {
  const heads = await page.locator('.records thead th').allInnerTexts()
  return heads.findIndex((h) => h.replace(/[▲▼]/g, '').trim() === title)
}

async function column(page, title) {
  const at = await place(page, title)
  return rows(page).locator(`td:nth-child(${at + 1})`).allInnerTexts()
}

/** What stands in a column, each once. */
async function kinds(page, title) {
  return [...new Set(await column(page, title))]
}

async function cell(page, row, title) {
  return (await column(page, title))[row]
}
