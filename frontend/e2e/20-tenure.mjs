// 换届 over the whole roster: one does not go on, a new one comes, all are taken
// through 推荐, 审核, 公示 and made known in one action; the 聘任文件 names them; and
// undone as one, all is as before.
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly, until } from './person.mjs'

const fresh = '戊示𬭊'
const number = '示教督〔2026〕9号'

export default async function (world) {
  const { me, page, note } = world
  await me.goes('督学')
  await me.clicks('聘任换届', 'link')
  await me.sees('第四届')
  const id = await begin(world)
  const left = await people(world, id)
  await steps(world, id)
  const before = await records(world)
  const going = await published(world, id, left)
  await paper(world, id)
  await me.clicks(/^撤销上一步/)
  await me.confirms('撤销')
  await me.isTold(/已撤销/)
  await settles(() => records(world), before, 'every record as before')
  await me.idle()
  await settles(() => page.locator('table[aria-label=人选] tbody tr').count(), 27, 'the candidates are still there')
  note(`${going} appointed and undone`)
}

/** A 届 from May: everybody in office is proposed, those after three terms as leaving. */
async function begin({ app, me, page }) {
  const serving = await app.value("SELECT count(*) FROM inspectors WHERE state = '在聘' AND deleted_at IS NULL")
  await me.clicks('开始换届')
  const form = dialog(page)
  await settles(() => box(form, '届次').inputValue(), '5', 'the next 届')
  await day(form, '任期开始', '2026-05-01')
  await day(form, '任期结束', '2029-04-30')
  await form.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/#\/tenures\/\d+$/)
  const id = await app.value('SELECT max(id) FROM tenures')
  await settles(() => app.value(`SELECT count(*) FROM candidates WHERE tenure_id = ${id}`), serving, 'the roster is proposed')
  await settles(() => page.locator('table[aria-label=人选] tbody tr').count(), serving, 'and on the screen')
  const over = await app.value(`SELECT count(*) FROM candidates c JOIN inspectors i ON i.id = c.inspector_id WHERE c.tenure_id = ${id} AND c.outcome = '不再续聘' AND i.employment = '兼职' AND c.term_number > 3`)
  truly(over > 0, 'some have served three terms')
  same(await app.value(`SELECT count(*) FROM candidates WHERE tenure_id = ${id} AND outcome <> '拟聘'`), over, 'only those do not go on')
  return id
}

/** One more leaves, and somebody new comes. */
async function people({ app, me, page }, id) {
  const [one] = await app.sql(`SELECT c.id, c.inspector_id, i.name FROM candidates c JOIN inspectors i ON i.id = c.inspector_id WHERE c.tenure_id = ${id} AND c.outcome = '拟聘' AND i.employment = '兼职'
    AND EXISTS (SELECT 1 FROM assignments a WHERE a.inspector_id = i.id AND a.role = '主' AND a.ends_on = '') ORDER BY c.id LIMIT 1`)
  await page.getByRole('checkbox', { name: `勾选${one.name}` }).check()
  await me.clicks('不再聘任…')
  const why = dialog(page)
  await why.getByRole('button', { name: '保存' }).click()
  await me.sees('不再续聘须写原因', why)
  await box(why, '原因').fill('工作调动')
  await why.getByRole('button', { name: '保存' }).click()
  await settles(() => app.value(`SELECT outcome || reason FROM candidates WHERE id = ${one.id}`), '不再续聘工作调动', 'he does not go on')
  await why.waitFor({ state: 'hidden' })

  await me.clicks('增加人选')
  const form = dialog(page)
  await box(form, '姓名').fill(fresh)
  await box(form, '手机').fill('13800009901')
  await box(form, '学历').selectOption('本科')
  await box(form, '参加教育工作年月').fill('2001-08')
  await box(form, '单位').fill('示例县教师进修学校')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'hidden' })
  await settles(() => app.value(`SELECT count(*) FROM candidates WHERE tenure_id = ${id} AND fresh = 1 AND inspector_id IS NULL AND name = '${fresh}'`), 1, 'the new one is on the list')
  await settles(() => page.locator('table[aria-label=人选] tbody tr').count(), 27, 'and on the screen')
  return one
}

/** 推荐—审核—公示, each for all at once. */
async function steps({ app, me, page }, id) {
  for (const [step, on] of [['推荐', '2026-04-01'], ['审核', '2026-04-08'], ['公示', '2026-04-10']]) {
    await me.clicks(`${step}（全部）`)
    const form = dialog(page)
    await day(form, `${step}日期`, on)
    await form.getByRole('button', { name: '保存' }).click()
    await settles(() => app.value(`SELECT state FROM tenures WHERE id = ${id}`), step, 'the state of the 届')
    await form.waitFor({ state: 'hidden' })
  }
  await me.sees('公示到 2026-04-17')
}

/** 公布: looked at first, then done as one; returns how many are appointed. */
async function published({ app, me, page }, id, left) {
  const going = await app.value(`SELECT count(*) FROM candidates WHERE tenure_id = ${id} AND outcome = '拟聘'`)
  const schools = await app.value(`SELECT count(DISTINCT a.school_id) FROM assignments a WHERE a.inspector_id = ${left.inspector_id} AND a.role = '主' AND a.ends_on = '' AND a.deleted_at IS NULL`)
  await me.clicks('公布…')
  const form = dialog(page)
  await day(form, '公布日期', '2026-04-20')
  await box(form, '聘任文号').fill(number)
  await me.sees(`聘任 ${going} 名，其中新聘`, form)
  await me.sees('公布后没有责任督学的学校', form)
  await me.sees('工作调动', form)
  same(await app.value("SELECT count(*) FROM appointments WHERE starts_on = '2026-05-01'"), 0, 'looking at it writes nothing')
  await form.getByRole('button', { name: '公布', exact: true }).click()
  await me.isTold(`已公布：聘任 ${going} 名`)
  await form.waitFor({ state: 'hidden' })
  same(await app.value(`SELECT count(*) FROM appointments WHERE starts_on = '2026-05-01' AND ends_on = '2029-04-30' AND doc_number = '${number}' AND published_on = '2026-04-20' AND deleted_at IS NULL`), going, 'terms of office')
  same(await app.value("SELECT count(DISTINCT letter_no) FROM appointments WHERE starts_on = '2026-05-01'"), going, 'each has a 聘书号 of his own')
  same(await app.value(`SELECT count(*) FROM inspectors WHERE name = '${fresh}' AND state = '在聘' AND mobile = '13800009901'`), 1, 'the new one is an inspector')
  const [gone] = await app.sql(`SELECT i.state, (SELECT count(*) FROM assignments a WHERE a.inspector_id = i.id AND a.role = '主' AND a.ends_on = '2026-05-01') ended,
    (SELECT count(*) FROM assignments a WHERE a.inspector_id = i.id AND a.ends_on = '' AND a.deleted_at IS NULL) open FROM inspectors i WHERE i.id = ${left.inspector_id}`)
  same([gone.state, gone.ended, gone.open], ['解聘', schools, 0], 'who leaves, and his schools')
  same(await app.value(`SELECT count(*) FROM appointments WHERE inspector_id = ${left.inspector_id} AND dismissed_on = '2026-05-01' AND ends_on = '2026-04-30' AND reason LIKE '%工作调动'`), 1, 'his term ends on the eve')
  return going
}

/** The 聘任文件 has everybody's name and nobody's telephone. */
async function paper({ app, page }, id) {
  const path = app.file('聘任文件.pdf')
  await page.locator('.page-head').getByRole('button', { name: /^打印/ }).click()
  await page.getByRole('menuitem', { name: '督学聘任文件' }).filter({ visible: true }).click()
  const shown = dialog(page)
  await shown.locator('canvas').first().waitFor()
  await app.answer('saveFile', path)
  await shown.getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the PDF is written')
  const names = await app.sql(`SELECT i.name FROM candidates c JOIN inspectors i ON i.id = c.inspector_id WHERE c.tenure_id = ${id}`)
  for (const { name } of names) truly(text.includes(name), `the 聘任文件 names ${name}:\n${text}`)
  truly(text.includes(number) && text.includes(fresh), `the 聘任文件 has its number and the new one:\n${text}`)
  truly(!text.includes('1380000'), 'the 聘任文件 tells no telephone')
  await page.keyboard.press('Escape')
  await shown.waitFor({ state: 'hidden' })
}

/** What 公布 changes, as the database has it. */
async function records({ app }) {
  const out = {}
  for (const table of ['inspectors', 'appointments', 'assignments', 'tenures', 'candidates']) out[table] = JSON.stringify(await app.sql(`SELECT * FROM ${table} ORDER BY id`))
  return out
}

/** Types a day and leaves the field. */
async function day(where, label, text) {
  await box(where, label).fill(text)
  await box(where, label).press('Tab')
}
