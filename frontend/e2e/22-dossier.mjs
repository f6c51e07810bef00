// A pasted message becomes a visit, one field corrected by hand; the school's
// dossier has it with its problems, and the sheet before the next visit says what
// is still open. A school called by an unknown name is asked for once.
import { pdfText } from './app.mjs'
import { box, same, settles, truly, until } from './person.mjs'

const lateWriteMs = 1500 // longer than a form waits before it keeps what was typed

export default async function ({ app, me, page, note }) {
  const [place] = await app.sql(`SELECT s.id, s.short_name, s.name, i.name AS inspector, i.id AS inspector_id FROM schools s JOIN assignments a ON a.school_id = s.id AND a.role = '主' AND a.ends_on = ''
    JOIN inspectors i ON i.id = a.inspector_id WHERE s.name = '示例县第二小学'`)
  const visit = await pasted(app, me, page, place)
  await dossier(app, me, page, place, visit)
  await briefing(app, me, page, place)
  await asked(app, me, page)
  note(`${visit.number} from a message`)
}

async function paste(me, page, text) {
  await me.goes('督导记录')
  await me.keys('Control+Shift+V')
  await box(page, '微信消息').fill(text)
  await me.keys('Control+Enter')
}

/** Pasted, compared, one field corrected, saved on the visit form. */
async function pasted(app, me, page, place) {
  await paste(me, page, `${place.inspector} 2026年3月30日下午到${place.short_name}督导，听课2节，查阅资料15份。\n存在问题：\n1.食堂留样不足48小时\n2.二楼灭火器压力不够\n建议：留样逐项登记。限5日内整改。`)
  await me.sees('识别结果')
  await settles(() => box(page, '督导日期').inputValue(), '2026-03-30', 'the day')
  await settles(() => box(page, '学校').inputValue(), place.name, 'the school')
  await settles(() => box(page, '责任督学').inputValue(), place.inspector, 'the inspector')
  await settles(() => page.locator('mark').evaluateAll((all) => [...new Set(all.map((m) => m.title))].sort()), ['学校', '建议', '方式', '日期', '时段', '期限', '督学', '问题'].sort(), 'what is marked in the text')
  await me.chooses('问题 2 的级别', '2 一般问题')
  const before = await app.value('SELECT count(*) FROM visits')
  await me.clicks('核对好了，填进记录表')
  await page.getByRole('heading', { name: '新建督导记录' }).waitFor()
  await me.sees('未保存，草稿随手存着')
  same(await app.value('SELECT count(*) FROM visits'), before, 'nothing is saved before the clerk does')
  await settles(() => box(page, '问题 2 的内容').inputValue(), '二楼灭火器压力不够', 'the problem on the form')
  await me.keys('Control+s')
  await me.isTold(/已保存 JL2026-\d{4}/)
  const [visit] = await app.sql(`SELECT * FROM visits WHERE school_id = ${place.id} AND date = '2026-03-30'`)
  same([visit.session, visit.inspector_id, visit.kind, visit.advice.split('\n')], ['下午', place.inspector_id, '经常性督导', ['留样逐项登记', '限5日内整改']], 'the visit')
  same((await app.sql(`SELECT method, count FROM visit_methods WHERE visit_id = ${visit.id} ORDER BY method`)).map((m) => `${m.method}${m.count}`), ['查阅资料15', '随机听课2'], 'how')
  same((await app.sql(`SELECT content, level, matter_id, due_on, state FROM findings WHERE visit_id = ${visit.id} ORDER BY id`)).map((f) => Object.values(f)),
    [['食堂留样不足48小时', 4, 7, '2026-04-04', '待整改'], ['二楼灭火器压力不够', 2, 6, '2026-04-04', '待整改']], 'the problems')
  await settles(() => app.value("SELECT count(*) FROM drafts WHERE kind = 'visit'"), 0, 'drafts left')
  return visit
}

/** The dossier has the visit and its problems; a line opens its record. */
async function dossier(app, me, page, place, visit) {
  await me.goes('学校')
  await box(page, '查找').fill('第二小学')
  await settles(() => page.locator('.records tbody tr').count(), 1, 'schools of this name') // a row that is still to move takes no click
  await page.locator('.records tbody tr', { hasText: place.name }).click()
  await me.clicks('一校一档', 'link')
  const row = page.getByRole('table', { name: '督导记录' }).getByRole('row', { name: new RegExp(visit.number) })
  await row.waitFor()
  await me.sees('二楼灭火器压力不够', page.getByRole('table', { name: '未销号的问题' }))
  const year = "v.school_id = " + place.id + " AND v.deleted_at IS NULL AND v.date BETWEEN '2025-09-01' AND '2026-08-31'"
  const visits = await app.value(`SELECT count(*) FROM visits v WHERE ${year}`)
  await me.sees(`督导记录（${visits}）`)
  await page.getByLabel('学年', { exact: true }).selectOption({ label: '全部年份' })
  const all = await app.value(`SELECT count(*) FROM visits WHERE deleted_at IS NULL AND school_id = ${place.id}`)
  await me.sees(`督导记录（${all}）`)
  await me.clicks(`显示全部 ${all} 条`)
  await settles(() => page.getByRole('table', { name: '督导记录' }).getByRole('row').count(), all, 'every visit')
  await row.focus()
  await me.keys('Enter')
  await page.getByRole('heading', { name: `督导记录 ${visit.number}` }).waitFor()
}

/** From the visit's side: what to know before the next one, on screen and printed. */
async function briefing(app, me, page, place) {
  await me.clicks(/见校长前五分钟/, 'link')
  await page.getByRole('heading', { name: `见校长前五分钟　${place.name}` }).waitFor()
  await me.sees('二楼灭火器压力不够', page.getByRole('table', { name: '没有整改完的问题' }))
  await me.clicks('打印')
  const dialog = page.locator('.el-dialog').filter({ visible: true })
  await dialog.locator('canvas').first().waitFor()
  const path = app.file('五分钟.pdf')
  await app.answer('saveFile', path)
  await dialog.getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the PDF is written')
  for (const words of ['见校长前五分钟', place.name, '二楼灭火器压力不够', '食堂留样不足48小时', '督导室下发', '2026-04-04']) truly(text.includes(words), `the sheet has “${words}”:\n${text}`)
  await me.escapes(dialog)
}

/** A school by a name that nobody knows: asked, chosen, remembered. */
async function asked(app, me, page) {
  await paste(me, page, '3月27日上午到第二完小巡视校园，未发现问题')
  await me.sees('“第二完小”是哪所学校？')
  await box(page, '学校').fill('第三小学')
  await page.getByRole('option', { name: '示例县第三小学' }).first().click()
  await me.clicks('核对好了，填进记录表')
  await page.getByRole('heading', { name: '新建督导记录' }).waitFor()
  await settles(() => app.value("SELECT s.name FROM school_aliases a JOIN schools s ON s.id = a.school_id WHERE a.alias = '第二完小'"), '示例县第三小学', 'the name is remembered')
  await me.goes('督导记录')
  await me.sees('份没保存完的草稿')
  await page.getByRole('link', { name: /新记录 2026-03-27 示例县第三小学/ }).waitFor()
  await me.clicks('丢弃')
  const drafts = () => app.value("SELECT count(*) FROM drafts WHERE kind = 'visit'")
  await settles(drafts, 0, 'the draft is dropped')
  await page.waitForTimeout(lateWriteMs)
  same(await drafts(), 0, 'drafts, once every pause of the form that was left is over')
}
