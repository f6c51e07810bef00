// A list of visits as a county sends it: rehearsed, its mistakes marked in a
// copy, mended there, imported, and taken back.
import { python } from './app.mjs'
import { patienceMs, same, settles, truly, until } from './person.mjs'

const live = 'SELECT count(*) FROM visits WHERE deleted_at IS NULL'

export default async function ({ app, me, page, note }) {
  const people = (await app.sql('SELECT name FROM inspectors ORDER BY id LIMIT 2')).map((r) => r.name)
  const list = app.file('三月汇总.xlsx')
  await python('workbook.py', 'messy', list, ...people)
  const original = await app.bytes(list)
  const before = await app.value(live)
  const findingsBefore = await app.value('SELECT count(*) FROM findings WHERE deleted_at IS NULL')

  // Rehearsal: counts, reasons, and a question about a short name.
  await me.goes('导入导出')
  await page.getByRole('radio', { name: /^督导记录/ }).check()
  await app.answer('openFiles', list)
  await me.clicks('选择文件…')
  await me.sees('三月汇总.xlsx')
  await me.clicks('试导，看看结果')
  await me.sees('试导结果，还没有写入')
  await me.sees('这些校名是哪所学校')
  await settles(() => counts(me), { 读到: 8, 新增: 4, 更新: 0, 未变: 0, 有误: 4 }, 'the first rehearsal')
  const reasons = await page.locator('.rows').innerText()
  for (const word of ['2026-13-05', '第八百小学', '两节多']) truly(reasons.includes(word), `a reason names ${word}:\n${reasons}`)

  // The short name is answered once; the row is then good.
  await me.fills('二小是哪所学校', '第二小学')
  await page.getByRole('option', { name: '示例县第二小学' }).click()
  await me.clicks('记住并重新试导')
  await settles(() => counts(me), { 读到: 8, 新增: 5, 更新: 0, 未变: 0, 有误: 3 }, 'the answered row is good')
  await settles(() => app.value("SELECT s.name FROM school_aliases a JOIN schools s ON s.id = a.school_id WHERE a.alias = '二小'"), '示例县第二小学', 'the remembered name')
  same(await app.value(live), before, 'visits after rehearsals')

  // The mistakes come back in a copy; the list itself is untouched.
  const marked = app.file('三月汇总-检查.xlsx')
  await app.answer('saveFile', marked)
  await me.clicks('另存标好错误的表…')
  await me.isTold('标好的表已另存')
  truly(original.equals(await app.bytes(list)), 'the clerk’s own file is as it was')
  const mended = await python('workbook.py', 'mend', marked)
  same(mended.length, 3, `cells mended in the copy (${JSON.stringify(mended)})`)

  // The mended copy goes in whole.
  await me.clicks('换一个文件')
  await app.answer('openFiles', marked)
  await me.clicks('选择文件…')
  await me.sees('三月汇总-检查.xlsx')
  await me.clicks('试导，看看结果')
  await me.sees('试导结果，还没有写入')
  await settles(() => counts(me), { 读到: 8, 新增: 8, 更新: 0, 未变: 0, 有误: 0 }, 'the rehearsal of the mended copy')
  await me.clicks(/^导入 8 行/)
  // Not the step of that name; the backup before it takes its time on a slow disk.
  await until(() => page.locator('.sum', { hasText: '导入完成' }).count(), 'the import is done', 4 * patienceMs)
  await settles(() => counts(me), { 读到: 8, 新增: 8, 更新: 0, 未变: 0, 有误: 0 }, 'the import')
  await me.sees('导入前已自动备份')
  await settles(() => app.value(live), before + 8, 'visits after the import')
  const [first] = await app.sql(`SELECT v.date, s.name school, i.name inspector, v.kind, v.disposal FROM visits v
    JOIN schools s ON s.id = v.school_id JOIN inspectors i ON i.id = v.inspector_id WHERE v.content = '查看开学准备'`)
  same(first, { date: '2026-03-02', school: '示例县实验小学', inspector: people[0], kind: '经常性督导', disposal: 2 }, 'the row in full-width digits')
  const [merged] = await app.sql("SELECT v.date, i.name inspector FROM visits v JOIN inspectors i ON i.id = v.inspector_id WHERE v.content = '食堂专项检查'")
  same(merged, { date: '2026-03-05', inspector: people[1] }, 'the row below a merged day')
  same(await app.value("SELECT inspector_id FROM visits WHERE content = '查阅资料五份'"), 1, 'the row with 同上')
  same(await app.value('SELECT count(*) FROM findings WHERE deleted_at IS NULL'), findingsBefore + 3, 'problems after the import')

  // The whole import is taken back; nothing of it is left.
  await me.clicks('导入历史', 'tab')
  const row = page.getByRole('row', { name: /三月汇总-检查\.xlsx/ })
  await row.getByRole('button', { name: '撤销这次导入' }).click()
  await me.confirms('撤销导入')
  await me.isTold(/已撤销：移走/)
  await settles(() => app.value(live), before, 'visits after the undo')
  await settles(() => app.value('SELECT count(*) FROM findings WHERE deleted_at IS NULL'), findingsBefore, 'problems after the undo')
  await me.sees('已撤销', row)
  note('8 rows, 4 mistakes')
}

/** The sum on the screen: 读到 ＝ 新增 ＋ 更新 ＋ 未变 ＋ 有误. */
async function counts(me) {
  const text = await me.reads('.sum')
  const sum = Object.fromEntries(['读到', '新增', '更新', '未变', '有误'].map((w) => [w, Number(new RegExp(`${w}\\s*(\\d+)`).exec(text)?.[1])]))
  same(sum.读到, sum.新增 + sum.更新 + sum.未变 + sum.有误, `the sum of “${text}”`)
  return sum
}
