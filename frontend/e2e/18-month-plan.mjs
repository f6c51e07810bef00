// Next month's plan is proposed with one click, a line changed, a school that the
// inspector must keep away from refused, the visit written from a line, and the
// line seen done; the plan on paper.
import { pdfText } from './app.mjs'
import { dialog, same, settles, truly, until } from './person.mjs'

const month = '2026-04'

export default async function ({ app, me, page, note }) {
  await me.goes('计划')
  await me.sees('全年', page.locator('.main'))
  await me.clicks('月计划', 'link')
  await me.sees('已完成', page.locator('.page-head'))
  await page.getByLabel('月份').selectOption(month)
  await me.clicks('拟定2026年4月督导计划')
  await me.isTold(/拟出 \d+ 条/)
  const assigned = `SELECT count(DISTINCT a.school_id) FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id WHERE a.role = '主' AND a.deleted_at IS NULL
    AND a.starts_on <= '2026-04-01' AND (a.ends_on = '' OR a.ends_on > '2026-04-01') AND s.deleted_at IS NULL AND s.state = '在办' AND i.state = '在聘'`
  const lines = `SELECT count(*) FROM plan_lines WHERE month = '${month}' AND deleted_at IS NULL`
  const planned = Number(await app.value(lines))
  const skipped = Number(await page.getByText('所没有排').count()) === 0 ? 0 : Number(/有 (\d+) 所没有排/.exec(await page.locator('.note.warn').first().innerText())[1])
  same(planned + skipped, Number(await app.value(assigned)), 'every school once, or said why not')
  same(Number(await app.value(`SELECT count(*) FROM plan_lines WHERE month = '${month}' AND (day = '' OR strftime('%w', day) IN ('0', '6') AND day NOT IN (SELECT day FROM holidays WHERE kind = '班') OR day IN (SELECT day FROM holidays WHERE kind = '休'))`)), 0, 'lines on no working day')
  note(`${planned} lines`)

  const [line] = await app.sql(`SELECT l.id, l.number, i.name inspector, s.name school FROM plan_lines l JOIN inspectors i ON i.id = l.inspector_id JOIN schools s ON s.id = l.school_id
    WHERE l.month = '${month}' AND l.inspector_id = (SELECT inspector_id FROM plan_lines WHERE month = '${month}' ORDER BY id LIMIT 1) ORDER BY l.id LIMIT 1`)
  const row = page.locator(`[data-line="${line.number}"]`)
  await change(app, me, page, line, row)
  await refused(app, me, page, lines, planned)
  await written(app, me, page, line, row)
  await printed(app, me, page, line)
}

/** A line gets another day; a day off is refused. */
async function change(app, me, page, line, row) {
  await row.getByRole('button', { name: `修改 ${line.inspector} ${line.school}` }).click()
  const day = dialog(page).getByLabel('计划日期', { exact: true })
  await day.fill('2026-04-19')
  await me.keys('Tab', 'Control+s')
  await me.sees('不是工作日', dialog(page))
  await day.fill('4-20')
  await me.keys('Tab', 'Control+s')
  await me.isTold('已保存')
  await settles(() => app.value(`SELECT day FROM plan_lines WHERE id = ${line.id}`), '2026-04-20', 'the new day')
  await me.sees('04-20 周一', row)
}

/** A school that the inspector must keep away from is refused with the reason, and nothing is written. */
async function refused(app, me, page, lines, planned) {
  const [kin] = await app.sql(`SELECT i.name inspector, i.recusal, s.name school FROM inspectors i JOIN schools s ON instr(i.recusal, s.name) > 0 WHERE i.state = '在聘' AND s.state = '在办' ORDER BY length(s.name) DESC LIMIT 1`)
  await me.clicks('增加一条')
  await dialog(page).getByLabel('学校', { exact: true }).fill(kin.school)
  await me.keys('Enter')
  await dialog(page).getByLabel('督学', { exact: true }).fill(kin.inspector)
  await me.keys('Enter', 'Control+s')
  await me.sees(`${kin.inspector}应当回避${kin.school}`, dialog(page))
  same(Number(await app.value(lines)), planned, 'lines after the refusal')
  await me.escapes(dialog(page))
}

/** The visit is written from the line; the line is done by it. */
async function written(app, me, page, line, row) {
  await row.getByRole('button', { name: `写督导记录 ${line.school}` }).click()
  await me.sees('新建督导记录')
  await settles(() => page.getByLabel('学校', { exact: true }).inputValue(), line.school, 'the school of the line')
  await settles(() => page.getByLabel('督导日期', { exact: true }).inputValue(), '2026-04-20', 'the day of the line')
  await settles(() => page.getByLabel('责任督学', { exact: true }).inputValue(), line.inspector, 'the inspector of the line')
  await me.sees(`${line.number} 2026年4月督导计划`, page.locator('.page-head'))
  await me.keys('Control+s')
  await me.isTold(/已保存 JL2026-\d{4}/)
  const [visit] = await app.sql(`SELECT number, plan FROM visits WHERE plan LIKE '${line.number}%'`)
  truly(visit, 'the visit names the line')
  await me.goes('计划')
  await me.clicks('月计划', 'link')
  await page.getByLabel('月份').selectOption(month)
  await me.sees('已完成', row)
  await me.sees(visit.number, row)
  line.visit = visit.number
}

/** The month's plan on paper says it all. */
async function printed(app, me, page, line) {
  await page.getByRole('button', { name: /^打印 ▾/ }).click()
  await page.getByRole('menuitem', { name: '月督导计划' }).click()
  await dialog(page).locator('canvas').first().waitFor()
  const path = app.file('月计划.pdf')
  await app.answer('saveFile', path)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the PDF is written')
  for (const words of ['示例县2026年4月督导计划', line.number, line.inspector, '4月20日', line.visit, '制表人：']) truly(text.includes(words), `the plan on paper lacks ${words}`)
}
