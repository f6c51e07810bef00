// A county's own Word form: one with a macro is refused, a misspelt placeholder
// is named with its place, the mended one prints the next record, and goes again.
import { access } from 'node:fs/promises'
import { python } from './app.mjs'
import { same, settles, truly } from './person.mjs'

export default async function ({ app, me, page }) {
  const [macro, wrong, right, filled] = ['宏.docx', '写错.docx', '本县督导记录.docx', '填好.docx'].map((n) => app.file(n))
  await python('template.py', 'macro', macro)
  await python('template.py', 'make', wrong, '学校名')
  await python('template.py', 'make', right, '学校名称')

  await me.goes('设置')
  await me.clicks('文书模板')
  await me.sees('督导记录表的占位符')
  await me.sees('{学校名称}')

  await choose(macro)
  await me.sees('没有采用“宏.docx”，请改好后重新选择')
  await me.sees(/含有宏，没有使用/)
  await choose(wrong)
  await me.sees('没有采用“写错.docx”，请改好后重新选择')
  await me.sees('第 2 段的“{学校名}”不认识，是不是“{学校名称}”？')
  same(await app.value('SELECT count(*) FROM templates'), 0, 'templates taken')
  await choose(right)
  await me.isTold('已用作督导记录表的模板：本县督导记录.docx')
  await page.getByText(/没有采用/).waitFor({ state: 'detached' })
  await settles(() => app.sql('SELECT form, name FROM templates WHERE deleted_at IS NULL'), [{ form: 'visit', name: '本县督导记录.docx' }], 'the template')

  const [visit] = await app.sql(`SELECT v.id, v.number, v.date, s.name AS school, i.name AS inspector, count(*) AS findings FROM visits v
    JOIN schools s ON s.id = v.school_id JOIN inspectors i ON i.id = v.inspector_id JOIN findings f ON f.visit_id = v.id GROUP BY v.id HAVING findings > 1 ORDER BY v.id DESC LIMIT 1`)
  await page.goto(`${app.url}/#/visits/${visit.id}`)
  await me.sees(`督导记录 ${visit.number}`)
  await me.idle()
  await openRecord()
  await app.answer('saveFile', filled)
  await page.getByRole('button', { name: '保存 Word（本县模板）' }).click()
  await me.isTold('已保存：')
  await access(filled)
  const says = await python('template.py', 'text', filled)
  const contents = (await app.sql(`SELECT content FROM findings WHERE visit_id = ${visit.id} AND deleted_at IS NULL ORDER BY id`)).map((f) => f.content)
  const [year, month, day] = visit.date.split('-').map(Number)
  same(says.slice(0, 4), ['示例县督导记录（本县样式）', `学校：${visit.school}，日期：${year}年${month}月${day}日`, '序号', '问题'], 'the head of the filled form')
  same(says.slice(4, -1), contents.flatMap((c, i) => [String(i + 1), c]), 'a row for each problem')
  same(says.at(-1), `督学：${visit.inspector}`, 'the end of the filled form')

  await me.escapes(page.locator('.el-dialog').filter({ visible: true }))
  await me.goes('设置')
  await me.clicks('文书模板')
  await page.getByRole('button', { name: '督导记录表：不再用模板' }).click()
  await me.confirms('不再用')
  await settles(() => app.value('SELECT count(*) FROM templates WHERE deleted_at IS NULL'), 0, 'templates in use')
  await page.getByRole('button', { name: '督导记录表：检查模板' }).waitFor({ state: 'detached' })
  truly(await app.value('SELECT count(*) FROM templates') === 1, 'it can be brought back')

  async function choose(file) {
    await app.answer('openFiles', file)
    await page.getByRole('button', { name: '督导记录表：选择模板' }).click()
  }

  /** The paper of the open visit, whichever way the page offers it. */
  async function openRecord() {
    const single = page.getByRole('button', { name: '督导记录表', exact: true })
    const menu = page.getByRole('button', { name: /打印/ })
    await single.or(menu).first().waitFor()
    if (await single.count()) return single.click()
    await menu.first().click()
    await page.getByRole('menuitem', { name: '督导记录表' }).click()
  }
}
