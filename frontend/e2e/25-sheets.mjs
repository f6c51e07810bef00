// The month's sheets go out, come back renamed and doubled, with a field that the
// office changed, too: looked at, chosen in three columns, merged, and undone.
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { python } from './app.mjs'
import { same, settles, truly, until } from './person.mjs'

const live = 'SELECT count(*) FROM visits WHERE deleted_at IS NULL'

export default async function ({ app, me, page, note }) {
  // Out: one workbook for each inspector.
  await me.goes('导入导出')
  await me.clicks('表格收发', 'link')
  await me.sees('一人一份发给督学填')
  await page.getByLabel('月份', { exact: true }).selectOption('2026-03')
  await me.idle()
  const dir = app.file('发出')
  await mkdir(dir, { recursive: true })
  await app.answer('openDirectory', dir)
  await me.clicks('发出表格…')
  await me.isTold(/已生成 \d+ 份/)
  const made = join(dir, '2026-03 督导记录表')
  const files = (await readdir(made)).filter((f) => f.endsWith('.xlsx')).sort()
  await settles(() => app.value("SELECT count(*) FROM sheets WHERE month = '2026-03'"), files.length, 'sheets on record')
  await settles(() => page.getByRole('row', { name: /已发出/ }).count(), files.length, 'sheets that are out')

  // Two inspectors fill theirs; one sends it twice under other names.
  const [v] = await app.sql(`SELECT v.id, v.date, v.session, v.number, i.name who, s.name school, v.advice FROM visits v JOIN inspectors i ON i.id = v.inspector_id JOIN schools s ON s.id = v.school_id
    WHERE v.date LIKE '2026-03-%' AND v.deleted_at IS NULL AND v.state <> '取消' AND i.state = '在聘' ORDER BY v.id LIMIT 1`)
  const [w] = await app.sql(`SELECT v.id, i.name who, s.name school FROM visits v JOIN inspectors i ON i.id = v.inspector_id JOIN schools s ON s.id = v.school_id
    WHERE v.date LIKE '2026-03-%' AND v.deleted_at IS NULL AND v.state <> '取消' AND i.state = '在聘' AND v.inspector_id <> (SELECT inspector_id FROM visits WHERE id = ${v.id}) ORDER BY v.id LIMIT 1`)
  const back = app.file('交回')
  await mkdir(back, { recursive: true })
  const book = (name) => join(made, `2026-03 督导记录表 ${name}.xlsx`)
  const row = { 日期: v.date, 时段: v.session, 学校: v.school }
  await python('sheets.py', 'fill', book(v.who), join(back, '我的表.xlsx'), JSON.stringify([{ sheet: '督导记录', where: row, set: { 意见建议: '督学在表里写的', 亮点: '表里的亮点' } }]))
  await python('sheets.py', 'fill', book(w.who), join(back, '微信图片一样的名字(1).xlsx'), JSON.stringify([
    { sheet: '督导记录', where: { 日期: '', 学校: '' }, set: { 日期: '2026-03-31', 时段: '下午', 学校: w.school, 类型: '随机督导', 内容: '表里新填的一次' } },
    { sheet: '听课记录', where: { 日期: '', 学校: '' }, set: { 日期: '2026-03-31', 学校: w.school, 班级: '三（1）班', 学科: '数学', 教师: '示例教师' } },
  ]))
  await copyFile(join(back, '我的表.xlsx'), join(back, '再发一遍.xlsx'))
  // Meanwhile the office writes into the same field, and into another one.
  await page.evaluate(async (id) => {
    const form = await window.go.desk.Visits.Get(id)
    await window.go.desk.Visits.Save({ ...form, visit: { ...form.visit, advice: '督导室改过的', content: `${form.visit.content}（督导室补记）` } })
  }, v.id)
  await settles(() => app.value(`SELECT advice FROM visits WHERE id = ${v.id}`), '督导室改过的', 'what the office wrote')
  const before = await app.value(live)

  // Back: looked at first.
  await app.answer('openDirectory', back)
  await me.clicks('合并交回的文件夹…')
  await me.sees('试导结果，还没有写入')
  await me.sees('两边都改过的格子（1）')
  await me.sees('重复')
  same(await app.value(live), before, 'visits after the look')
  const conflict = page.getByRole('row', { name: /督学在表里写的/ })
  await me.sees('督导室改过的', conflict)
  await me.sees('还有 1 处冲突没有选')
  await conflict.getByRole('radio', { name: /用表里的/ }).check()
  await me.seesNo('还有 1 处冲突没有选')
  await me.clicks('合并写入')
  await me.sees('合并完成')
  await settles(() => app.value(live), before + 1, 'visits after the merge')
  const [merged] = await app.sql(`SELECT advice, highlights, content LIKE '%（督导室补记）' kept FROM visits WHERE id = ${v.id}`)
  same(merged, { advice: '督学在表里写的', highlights: '表里的亮点', kept: 1 }, 'both sides of the record')
  const [added] = await app.sql("SELECT v.date, v.session, v.kind, i.name who, s.name school FROM visits v JOIN inspectors i ON i.id = v.inspector_id JOIN schools s ON s.id = v.school_id WHERE v.content = '表里新填的一次'")
  same(added, { date: '2026-03-31', session: '下午', kind: '随机督导', who: w.who, school: w.school }, 'the new visit')
  same(await app.value("SELECT count(*) FROM lessons l JOIN visits v ON v.id = l.visit_id WHERE v.content = '表里新填的一次'"), 1, 'its lesson')

  // The same folder again changes nothing; who is missing stands in the list.
  await me.clicks('返回')
  await settles(() => page.getByRole('row', { name: /已收回/ }).count(), 2, 'sheets that are back')
  const changes = await app.value('SELECT max(id) FROM changes')
  await app.answer('openDirectory', back)
  await me.clicks('合并交回的文件夹…')
  await until(() => page.locator('.sum', { hasText: '新增 0' }).count(), 'nothing new the second time')
  await me.clicks('不合并了')
  same(await app.value('SELECT max(id) FROM changes'), changes, 'changes after the second look')
  await me.clicks(/^催交 \d+ 人/)
  const text = await until(() => page.getByLabel('催交文字').inputValue(), 'the text of the reminder')
  truly(text.includes('还没有交回') && !text.includes(`${v.who}、`), `the reminder: ${text}`)
  await me.clicks('关闭')

  // All of it in one step back.
  await me.clicks(/撤销上一步/)
  await me.confirms('撤销')
  await settles(() => app.value(live), before, 'visits after the undo')
  await settles(() => app.value(`SELECT advice FROM visits WHERE id = ${v.id}`), '督导室改过的', 'the field after the undo')
  await settles(() => app.value("SELECT count(*) FROM sheets WHERE month = '2026-03' AND returned_at <> ''"), 0, 'sheets back after the undo')
  note(`${files.length} sheets`)
}
