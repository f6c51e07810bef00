// A year's assessment of inspectors: from the scheme, with what the records give;
// the list behind a score; scores typed and pasted by keyboard; a veto; 定案; the
// ranking on paper.
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly, until } from './person.mjs'

export default async function ({ app, me, page, note }) {
  await me.goes('督学')
  await me.clicks('考核', 'link')
  await me.clicks('新建考核')
  await box(dialog(page), '期间').selectOption({ label: '2025—2026学年' })
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/#\/assessments\/\d+$/)
  await me.sees('按名次排列')
  const id = Number(page.url().split('/').at(-1))
  const people = await app.sql(`SELECT id, name FROM assessment_subjects WHERE assessment_id = ${id} ORDER BY position`)
  truly(people.length >= 20, `all inspectors are assessed: ${people.length}`)
  await settles(() => page.locator('.scroll tbody tr').count(), people.length, 'a row for each')

  await behind(app, me, page, id, people[0])
  await typed(app, me, page, id, people)
  await veto(app, me, page, id, people[1])
  await confirmed(app, me, page, id, people)
  note(await printed(app, me, page, id))
}

/** A score leads to its records, and is made of them. */
async function behind(app, me, page, id, who) {
  const [score] = await app.sql(`SELECT x.value, x.score, x.behind FROM assessment_scores x JOIN assessment_items i ON i.id = x.item_id WHERE x.subject_id = ${who.id} AND i.measure = 'records.complete'`)
  const made = JSON.parse(score.behind)
  const visits = await app.value(`SELECT count(*) FROM visits v WHERE v.deleted_at IS NULL AND v.state NOT IN ('计划', '已备案', '取消') AND v.date BETWEEN '2025-09-01' AND '2026-08-31'
    AND v.inspector_id = (SELECT inspector_id FROM assessment_subjects WHERE id = ${who.id})`)
  same(made.by.records.length, visits, 'the visits of the school year')
  await me.clicks(`${who.name} 记录质量`)
  const drawer = page.locator('.el-drawer').filter({ visible: true })
  await settles(() => drawer.locator('[data-made]').innerText(), `${made.of.records.length} ÷ ${made.by.records.length} = ${score.value}%`, 'how the value comes about')
  await settles(() => drawer.locator('tbody tr').count(), visits, 'a line for each record')
  await me.escapes(drawer)
}

/** 自评 by keyboard down the column, the rest as a block from Excel; a wrong score is refused in its place. */
async function typed(app, me, page, id, people) {
  const cell = (name, column) => page.getByLabel(`${name} ${column}`, { exact: true })
  await cell(people[0].name, '自评').focus()
  await me.types('120')
  await me.keys('Enter')
  await me.isTold('请填 0 到 100 的分数')
  await settles(() => cell(people[0].name, '自评').getAttribute('aria-invalid'), 'true', 'the wrong score is marked')
  await cell(people[0].name, '自评').focus()
  const byHand = 5 // the others are pasted
  for (let i = 0; i < byHand; i++) {
    await me.types(i === 2 ? '优秀' : String(85 + i))
    await me.keys('Enter')
  }
  await settles(() => app.value(`SELECT count(*) FROM assessment_scores WHERE assessment_id = ${id} AND part_id IS NOT NULL AND scored = 1`), byHand, 'every 自评 is kept')
  const [third] = await app.sql(`SELECT grade, score FROM assessment_scores WHERE subject_id = ${people[2].id} AND part_id IS NOT NULL`)
  same([third.grade, third.score], ['优秀', 95], 'a grade is converted')

  await pasted(page, people.slice(byHand).map((_, i) => [String(80 + (i % 15))]))
  await me.isTold(`已粘贴 ${people.length - byHand} 处`)
  await cell(people[0].name, '学校评').focus()
  await pasted(page, people.map((_, i) => [i === 0 ? '优秀' : String(80 + (i % 15)), '14', '9']))
  await me.isTold(`已粘贴 ${people.length * 3} 处`)
  await settles(() => app.value(`SELECT count(*) FROM assessment_scores WHERE assessment_id = ${id} AND scored = 0`), 0, 'scores still to be given')
}

/** Pastes rows copied from Excel where the cursor stands. */
async function pasted(page, rows) {
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, rows.map((r) => r.join('\t')).join('\n') + '\n')
}

/** 一票否决 needs its reason, and makes the lowest grade. */
async function veto(app, me, page, id, who) {
  await page.getByRole('button', { name: who.name, exact: true }).click()
  const drawer = page.locator('.el-drawer').filter({ visible: true })
  await drawer.getByLabel('失职渎职或弄虚作假', { exact: true }).check()
  await drawer.getByRole('button', { name: '保存' }).click()
  await me.sees('请写明理由或依据', drawer)
  await drawer.getByLabel('失职渎职或弄虚作假的理由').fill('（示例）督导记录与事实不符')
  await drawer.getByRole('button', { name: '保存' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await settles(() => app.value(`SELECT count(*) FROM assessment_scores x JOIN assessment_items i ON i.id = x.item_id WHERE x.subject_id = ${who.id} AND i.kind = '一票否决' AND x.scored = 1`), 1, 'the veto is kept')
  await me.sees('不合格', page.locator('tr.vetoed'))
}

/** 定案: ranks and grades stand; nothing can be typed any more. */
async function confirmed(app, me, page, id, people) {
  await me.clicks('定案', 'button', { exact: true })
  await me.confirms('定案')
  await me.isTold('已定案')
  await settles(() => app.value(`SELECT state FROM assessments WHERE id = ${id}`), '已定案', 'the state')
  await until(() => page.getByLabel(`${people[0].name} 自评`, { exact: true }).isDisabled(), 'the cells are closed')
  const rows = await app.sql(`SELECT id, total, rank, grade, reason FROM assessment_subjects WHERE assessment_id = ${id}`)
  for (const r of rows.filter((r) => r.rank > 0)) same(r.rank, 1 + rows.filter((o) => o.rank > 0 && o.total > r.total).length, 'the rank of a total')
  const out = rows.find((r) => r.id === people[1].id)
  truly(out.rank === 0 && out.grade === '不合格' && out.reason.includes('与事实不符'), `the veto stands: ${JSON.stringify(out)}`)
  const places = Math.floor(people.length * 0.3)
  truly(rows.filter((r) => r.grade === '优秀').length <= places, `no more than ${places} are 优秀`)
}

/** The 汇总表 has every name with its total, in the order of the ranks. */
async function printed(app, me, page, id) {
  await me.clicks('打印 ▾')
  await page.getByRole('menuitem', { name: '考核汇总表' }).click()
  await me.sees(/第 \d+ 页，共/)
  const path = app.file('汇总表.pdf')
  await app.answer('saveFile', path)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the PDF is written')
  const rows = await app.sql(`SELECT name, printf('%.2f', total) AS total, grade FROM assessment_subjects WHERE assessment_id = ${id} ORDER BY rank = 0, rank, position`)
  let at = 0
  for (const r of rows) {
    const found = text.indexOf(r.name, at)
    truly(found >= 0, `${r.name} has its place on the paper:\n${text}`)
    truly(text.slice(found, found + 90).includes(r.total), `${r.name} with ${r.total}: ${text.slice(found, found + 90)}`)
    at = found
  }
  return `${rows.length} inspectors, first ${rows[0].name} ${rows[0].total}`
}
