// A problem from its visit to 销号 over two rounds: the paper goes out, the school
// signs and reports, a recheck finds it half done, the next finds it done. Without
// a proof it cannot be closed; opened again it keeps what was.
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly, until } from './person.mjs'

const problem = '食堂进货台账缺三天记录，索证不全'
const highlight = '每周请一位家长进食堂看备餐，当场记下意见'

export default async function (world) {
  const id = await visit(world)
  await issue(world, id)
  await firstRound(world, id)
  await secondRound(world, id)
  await again(world, id)
  await papers(world, id)
}

/** The visit is taken down, and offers what follows from it. */
async function visit({ app, me, page }) {
  await page.goto(`${app.url}/#/visits/new`)
  await me.sees('选定学校后自动填')
  await day(page, '督导日期', '2026-03-16')
  await box(page, '学校').fill('第二小学')
  await page.getByRole('option', { name: '示例县第二小学' }).first().click()
  await until(() => box(page, '责任督学').inputValue(), 'the inspector from the assignment')
  await box(page, '督导纪实').fill('查看食堂台账')
  await box(page, '亮点经验').fill(highlight)
  await box(page, '存在问题').press('Alt+a')
  await box(page, '问题 1 的内容').fill(problem)
  await box(page, '问题 1 的级别').selectOption('2')
  await me.keys('Control+s')
  await me.isTold(/已保存 \S+/)
  await page.waitForURL(/#\/visits\/\d+$/)
  await me.idle()
  const id = await until(() => app.value(`SELECT id FROM findings WHERE content = '${problem}'`), 'the problem is on the ledger')
  same(await app.value(`SELECT state FROM findings WHERE id = ${id}`), '待整改', 'its state at first')

  // What it did well is kept with one click.
  await me.clicks('收为典型经验', 'link')
  await settles(() => box(page, '做法和成效').inputValue(), highlight, 'the practice is filled from the visit')
  await me.keys('Control+s')
  await me.isTold(/已保存：JY/)
  await settles(() => app.value(`SELECT count(*) FROM practices p JOIN findings f ON f.visit_id = p.visit_id WHERE f.id = ${id} AND p.content = '${highlight}'`), 1, 'the practice of the visit')
  await me.clicks('打开督导记录', 'link')
  await me.sees(/已收为典型经验 JY/)
  return id
}

/** 整改通知书 over it: drafted by the visit, sent out with its 文号. */
async function issue({ app, me, page }, id) {
  await me.clicks(/出整改通知书/)
  await until(async () => (await box(page, '问题及建议').inputValue()).includes(problem), 'the paper is worded')
  await day(page, '日期', '2026-03-16')
  await me.keys('Control+s')
  await me.isTold(/已保存：ZG/)
  await page.waitForURL(/#\/notices\/\d+$/)
  await me.idle()
  const paper = await until(() => app.value(`SELECT notice_id FROM notice_findings WHERE finding_id = ${id}`), 'the paper has the problem')
  same(await app.value(`SELECT count(*) FROM rounds WHERE finding_id = ${id}`), 0, 'rounds before the paper is out')
  await me.clicks('下发', 'button', { exact: true })
  const form = dialog(page)
  await day(form, '下发日期', '2026-03-16')
  await box(form, '签发人').fill('傅示和')
  await saved(me, form)
  const [n] = await app.sql(`SELECT state, doc_number, date FROM notices WHERE id = ${paper}`)
  truly(n.state === '下发' && n.date === '2026-03-16' && /〔2026〕\d+号/.test(n.doc_number), `the paper is out: ${JSON.stringify(n)}`)
  await settles(() => round(app, id, 1, 'issued_on, opened, notice_id'), { issued_on: '2026-03-16', opened: '首次整改', notice_id: paper }, 'the first round')
  await settles(() => app.value(`SELECT state FROM findings WHERE id = ${id}`), '整改中', 'the problem is being put right')
}

async function firstRound({ app, me, page }, id) {
  await page.goto(`${app.url}/#/findings/${id}`)
  await me.sees('已下发待签收')
  await settles(() => page.evaluate(() => document.activeElement.textContent.trim()), '登记签收', 'the next thing has the cursor')
  await me.keys('Enter')
  const form = dialog(page)
  await day(form, '签收日期', '2026-03-17')
  await box(form, '签收人').fill('谭示安')
  await saved(me, form)
  await me.sees('已签收待报告')
  await settles(() => app.value(`SELECT n.state FROM notices n JOIN rounds r ON r.notice_id = n.id WHERE r.finding_id = ${id}`), '签收', 'the paper knows of it')

  await me.clicks('登记学校报告')
  await day(form, '学校报告日期', '2026-03-20')
  await box(form, '整改措施和成效').fill('已补齐台账')
  await saved(me, form)
  await me.sees('已报告待核查')

  await me.clicks('登记核查')
  await day(form, '核查日期', '2026-03-23')
  await box(form, '其他核查人').fill('解示清')
  await box(form, '核查情况').fill('索证仍缺两家')
  await form.getByRole('radio', { name: '部分整改' }).click()
  await day(form, '新的期限', '2026-03-30')
  await saved(me, form)
  await me.sees('第 2 轮')
  await settles(() => round(app, id, 1, 'received_by, reported_on, verdict, closed_on'), { received_by: '谭示安', reported_on: '2026-03-20', verdict: '部分整改', closed_on: '' }, 'the first round')
  await settles(() => round(app, id, 2, 'opened, issued_on, due_on'), { opened: '核查不到位', issued_on: '2026-03-23', due_on: '2026-03-30' }, 'the second round')
  await settles(() => app.value(`SELECT state || due_on FROM findings WHERE id = ${id}`), '继续整改2026-03-30', 'the ledger has the new limit')
}

/** Closing without a proof is refused in words and changes nothing. */
async function secondRound({ app, me, page }, id) {
  const form = dialog(page)
  await me.clicks('登记学校报告')
  await day(form, '学校报告日期', '2026-03-27')
  await saved(me, form)
  await me.sees('已报告待核查')
  const before = await app.sql(`SELECT * FROM rounds WHERE finding_id = ${id}`)
  await me.clicks('登记核查')
  await day(form, '核查日期', '2026-03-30')
  await box(form, '其他核查人').fill('解示清')
  await form.getByRole('radio', { name: '已整改' }).click()
  await me.sees('核查到位，同时销号', form)
  await form.getByRole('button', { name: '保存' }).click()
  await me.sees(/还不能销号，缺：凭证/, form)
  same(await app.sql(`SELECT * FROM rounds WHERE finding_id = ${id}`), before, 'the rounds after a refused 销号')
  truly(await app.value(`SELECT closed_on = '' AND state <> '已销号' FROM findings WHERE id = ${id}`), 'the problem after a refused 销号')

  await box(form, '凭证').fill('回访记录存2026年整改盒')
  await saved(me, form)
  await me.sees('重新打开')
  await settles(() => app.value(`SELECT state || closed_on FROM findings WHERE id = ${id}`), '已销号2026-03-30', 'it is closed')
  await settles(() => round(app, id, 2, 'verdict, closed_on, proof'), { verdict: '已整改', closed_on: '2026-03-30', proof: '回访记录存2026年整改盒' }, 'the round it was closed in')
  await settles(() => app.value(`SELECT n.state FROM notices n JOIN rounds r ON r.notice_id = n.id WHERE r.finding_id = ${id}`), '办结', 'its paper is done with')
}

async function again({ app, me, page }, id) {
  const former = await app.sql(`SELECT * FROM rounds WHERE finding_id = ${id} ORDER BY number`)
  const form = dialog(page)
  await me.clicks('重新打开')
  await day(form, '开始日期', '2026-03-31')
  await day(form, '整改期限', '2026-04-07')
  await form.getByRole('button', { name: '保存' }).click()
  await me.sees(/重新打开须写明原因/, form)
  same(await app.value(`SELECT count(*) FROM rounds WHERE finding_id = ${id}`), 2, 'rounds after a refusal')
  await box(form, '重新打开的原因').fill('家长反映又缺记录')
  await saved(me, form)
  await me.sees('第 3 轮')
  await me.sees('家长反映又缺记录')
  await me.sees('回访记录存2026年整改盒')
  await settles(() => round(app, id, 3, 'opened, reason, due_on'), { opened: '重新打开', reason: '家长反映又缺记录', due_on: '2026-04-07' }, 'the third round')
  same(await app.sql(`SELECT * FROM rounds WHERE finding_id = ${id} AND number < 3 ORDER BY number`), former, 'the rounds before')
  await settles(() => app.value(`SELECT state || closed_on FROM findings WHERE id = ${id}`), '继续整改', 'it is open again')
}

/** 整改回访记录 from the menu. */
async function papers({ app, me, page }) {
  await me.clicks(/^打印/)
  await page.getByRole('menuitem', { name: '学校处理情况记录表' }).filter({ visible: true }).click()
  const form = dialog(page)
  await form.locator('canvas').first().waitFor()
  const file = app.file('处理情况.pdf')
  await app.answer('saveFile', file)
  await form.getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold(`已保存：${file}`)
  const text = await pdfText(file)
  for (const want of [problem, '示例县第二小学', '部分整改']) truly(text.includes(want), `the paper has “${want}”:\n${text}`)
}

async function day(where, label, value) {
  await box(where, label).fill(value)
  await box(where, label).press('Tab')
}

async function saved(me, form) {
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'hidden' })
  await me.idle()
}

async function round(app, id, number, columns) {
  return (await app.sql(`SELECT ${columns} FROM rounds WHERE finding_id = ${id} AND number = ${number}`))[0]
}
