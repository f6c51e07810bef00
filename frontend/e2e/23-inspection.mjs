// A special inspection over all 157 units by groups with outsiders: planned, shared out, notified, visited in
// bulk, one unit through opinion, plea, letter, report and recheck; then reported, filed and published.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly, until } from './person.mjs'

const title = '2026年春季校园安全专项督导'

export default async function ({ app, me, page, note }) {
  const id = await planned(app, me, page)
  await grouped(app, me, page, id)
  await shared(app, me, page, id)
  await notified(app, me, page, id)
  await visited(app, me, page, id)
  const unit = await oneUnit(app, me, page, id)
  await theOthers(app, me, page, id, unit)
  note(await reported(app, me, page, id))
}

const part = (page, name) => page.getByRole('region', { name })

/** Saves the dialog that is open, and waits until it is gone. */
async function saves(page) {
  const open = dialog(page)
  await open.getByRole('button', { name: '保存' }).click()
  await open.waitFor({ state: 'hidden' })
}

async function planned(app, me, page) {
  await me.goes('专项督导')
  await me.keys('Control+n')
  await box(page, '专题').fill('校园安全')
  await box(page, '立项日期').fill('2026-02-10')
  await box(page, '名称').fill(title)
  await box(page, '督导内容').fill('1.安全责任落实。\n2.校园及周边隐患排查。')
  await box(page, '要求').fill('准备好安全台账。')
  await me.keys('Control+s')
  await me.isTold(/已保存：ZX2026-\d{4}/)
  const id = await app.value(`SELECT id FROM inspections WHERE title = '${title}'`)
  await page.waitForURL(new RegExp(`#/inspections/${id}$`))
  await part(page, '被督导单位').getByRole('button', { name: '选择单位' }).first().click()
  await dialog(page).getByText('中小学', { exact: true }).waitFor()
  await saves(page)
  await settles(() => app.value(`SELECT count(*) FROM inspection_units WHERE inspection_id = ${id}`), 157, 'all open schools and kindergartens')
  await settles(() => part(page, '被督导单位').locator('tbody tr').count(), 157, 'units on the screen')
  return id
}

/** Five groups of the inspectors; two outsiders join the first two. */
async function grouped(app, me, page, id) {
  await part(page, '督导组').getByRole('button', { name: '自动分组' }).click()
  await box(dialog(page), '增加几组').fill('5')
  await saves(page)
  for (const [group, name, employer] of [['第1组', '甲示外', '示例县公安局'], ['第2组', '乙示外', '示例县应急管理局']]) {
    await page.getByRole('button', { name: `修改${group}` }).click()
    const open = dialog(page)
    const row = await open.locator('tbody tr').count()
    await open.getByRole('button', { name: '＋ 加其他单位的人' }).click()
    await box(open, `第${row}人姓名`).fill(name)
    await box(open, `第${row}人单位`).fill(employer)
    await saves(page)
  }
  const [row] = await app.sql(`SELECT count(*) people, sum(inspector_id IS NULL) outsiders, count(DISTINCT group_id) groups FROM inspection_members WHERE inspection_id = ${id}`)
  truly(row.groups === 5 && row.outsiders === 2 && row.people === (await app.value("SELECT count(*) FROM inspectors WHERE state = '在聘' AND deleted_at IS NULL")) + 2, `the groups: ${JSON.stringify(row)}`)
}

async function shared(app, me, page, id) {
  await part(page, '督导组').getByRole('button', { name: '分配单位和日程' }).click()
  await box(dialog(page), '开始日期').fill('2026-03-02')
  await saves(page)
  const [row] = await app.sql(`SELECT min(n) least, max(n) most, sum(n) n FROM (SELECT count(*) n FROM inspection_units WHERE inspection_id = ${id} AND group_id IS NOT NULL AND planned_on <> '' GROUP BY group_id)`)
  truly(row.n === 157 && row.most - row.least <= 6, `shared out: ${JSON.stringify(row)}`)
  same(await app.value(`SELECT count(*) FROM inspection_units WHERE inspection_id = ${id} AND strftime('%w', planned_on) IN ('0', '6')`), 0, 'units on weekends')
  same(await app.value(`SELECT max(n) FROM (SELECT count(*) n FROM inspection_units WHERE inspection_id = ${id} GROUP BY group_id, planned_on)`), 4, 'units a day and group')
}

async function notified(app, me, page, id) {
  await page.getByRole('button', { name: '发督导通知' }).click()
  await box(dialog(page), '通知日期').fill('2026-02-20')
  await box(dialog(page), '自评截止').fill('2026-02-27')
  await saves(page)
  const [row] = await app.sql(`SELECT number, notice_no, state FROM inspections WHERE id = ${id}`)
  truly(/^示教督知〔2026〕\d+号$/.test(row.notice_no) && row.state === '已通知', `the notice: ${JSON.stringify(row)}`)
  const text = await saved(app, me, page, '打印', '督导通知', '通知.pdf')
  for (const words of [title, '157个单位', '2026年2月27日前完成', '甲示外', '示例县应急管理局', row.notice_no]) truly(text.includes(words), `the notice lacks “${words}”`)
}

/** Saves a paper from its preview and reads it. */
async function saved(app, me, page, button, form, file) {
  const path = app.file(file)
  await page.getByRole('button', { name: new RegExp(`^${button}`) }).first().click()
  await page.getByRole('menuitem', { name: form, exact: true }).filter({ visible: true }).click()
  await dialog(page).locator('canvas').first().waitFor()
  await app.answer('saveFile', path)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the PDF is written')
  await me.escapes(dialog(page))
  return text
}

/** Every visit at once, each on its own planned day. */
async function visited(app, me, page, id) {
  await page.getByRole('checkbox', { name: '全选' }).check()
  await me.sees('已选 157 个')
  await page.getByRole('button', { name: '登记… ▾' }).click()
  await page.getByRole('menuitem', { name: '实地', exact: true }).filter({ visible: true }).click()
  await dialog(page).getByText('157 个单位').waitFor()
  await saves(page)
  await settles(() => app.value(`SELECT count(*) FROM inspection_units WHERE inspection_id = ${id} AND visited_on = planned_on AND visited_on <> ''`), 157, 'units visited as planned')
  same(await app.value(`SELECT state FROM inspections WHERE id = ${id}`), '反馈意见', 'the state of the whole')
}

/** One school: a problem, the opinion, a plea and its answer, the letter with its number, the report, the recheck. */
async function oneUnit(app, me, page, id) {
  const [unit] = await app.sql(`SELECT id, name, position FROM inspection_units WHERE inspection_id = ${id} AND unit_kind = '中小学' ORDER BY position LIMIT 1 OFFSET 2`)
  await page.getByRole('searchbox', { name: '查找单位' }).fill(unit.name)
  await part(page, '被督导单位').locator('tbody tr').filter({ hasText: unit.name }).first().click()
  await me.sees('下一步：初步意见')
  await me.clicks('登记问题')
  await box(dialog(page), '问题内容').fill('实验室危化品没有双人双锁')
  await box(dialog(page), '事项').selectOption({ index: 6 })
  await saves(page)
  await step(me, page, '初步意见', '2026-03-18', { 评价: '安全责任分工明确。', 建议: '落实双人双锁。' })
  await step(me, page, '申辩', '2026-03-20', { 申辩内容: '锁具已经采购。' }, '登记申辩')
  await me.sees('申辩中')
  await step(me, page, '答复申辩', '2026-03-23', { 答复: '采购情况属实，问题仍应整改。' })
  await step(me, page, '意见书', '2026-03-26', { 整改期限: '2026-04-20' })
  const [u] = await app.sql(`SELECT letter_no, due_on FROM inspection_units WHERE id = ${unit.id}`)
  const [finding] = await app.sql(`SELECT id, number, state, due_on, source FROM findings WHERE unit_id = ${unit.id}`)
  same([u.due_on, finding.due_on, finding.state, finding.source], ['2026-04-20', '2026-04-20', '整改中', '专项督导'], 'the letter hands the problem down')
  const text = await saved(app, me, page, '打印', '督导意见书', '意见书.pdf')
  for (const words of [unit.name, u.letter_no, '安全责任分工明确', '实验室危化品没有双人双锁', finding.number, '2026年4月20日前完成整改', '落实双人双锁', '听取并答复了你校的申辩']) {
    truly(text.includes(words), `the letter lacks “${words}”:\n${text}`)
  }
  await step(me, page, '整改报告', '2026-04-15', { 整改措施和成效: '已换双锁，专人登记。' })
  await step(me, page, '核查', '2026-04-22', { 核查人: '甲示外', 核查情况: '现场查看，到位。' })
  await me.sees('办结')
  same(await app.value(`SELECT state || ' ' || closed_on FROM findings WHERE id = ${finding.id}`), '已销号 2026-04-22', 'the problem in the ledger')
  return unit
}

async function step(me, page, name, day, texts, button = `登记${name}`) {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  const open = dialog(page)
  await box(open, `${name}日期`).fill(day)
  for (const [label, text] of Object.entries(texts)) await box(open, label).fill(text)
  await saves(page)
  await me.idle()
}

/** The other units: opinions and letters in bulk, each letter with a number of its own. */
async function theOthers(app, me, page, id, unit) {
  await page.getByRole('button', { name: '返回' }).click()
  await page.waitForURL(new RegExp(`#/inspections/${id}$`))
  await me.idle()
  for (const [name, day] of [['初步意见', '2026-03-20'], ['意见书', '2026-04-01']]) {
    await me.chooses('状态', name === '初步意见' ? '已实地' : '已反馈意见')
    await page.getByRole('checkbox', { name: '全选' }).check()
    await me.sees('已选 156 个')
    await page.getByRole('button', { name: `登记${name}`, exact: true }).click()
    await box(dialog(page), `${name}日期`).fill(day)
    await saves(page)
    await page.getByText('已选').waitFor({ state: 'hidden' })
  }
  const [row] = await app.sql(`SELECT count(DISTINCT letter_no) numbers, sum(letter_no <> '') letters FROM inspection_units WHERE inspection_id = ${id}`)
  same([row.numbers, row.letters], [157, 157], 'letters, each with a number of its own')
  truly(unit.position > 0, 'the unit has its place')
}

async function reported(app, me, page, id) {
  for (const [button, name, day, fill] of [['出督导报告', '督导报告', '2026-05-06', {}], ['登记备案', '备案', '2026-05-08', { 备案号: '示督备〔2026〕9号' }], ['登记公布', '公布', '2026-05-12', { 公布渠道: '县人民政府网站' }]]) {
    await page.getByRole('button', { name: button }).click()
    await box(dialog(page), `${name}日期`).fill(day)
    for (const [label, text] of Object.entries(fill)) await box(dialog(page), label).fill(text)
    await saves(page)
    await me.idle()
  }
  const [row] = await app.sql(`SELECT state, report_no, filed_no, published_at FROM inspections WHERE id = ${id}`)
  same([row.state, row.filed_no, row.published_at], ['已公布', '示督备〔2026〕9号', '县人民政府网站'], 'filed and published')
  const text = await saved(app, me, page, '打印', '督导报告', '报告.pdf')
  for (const words of [row.report_no, '157个单位', '共发现问题1个', '实验室危化品没有双人双锁', '已销号1个', '发出督导意见书157份']) truly(text.includes(words), `the report lacks “${words}”`)

  // All letters in one go, and bound.
  await me.clicks('全部材料')
  await me.chooses('要哪些', '督导意见书（157 份）')
  await app.answer('openDirectory', app.out)
  await page.getByRole('button', { name: '选择位置并生成…' }).click()
  await me.sees('已生成 157 份')
  const [folder] = (await readdir(app.out)).filter((n) => n.startsWith('ZX2026'))
  same((await readdir(join(app.out, folder, '督导意见书'))).length, 158, '157 letters and the bound volume')
  return '157 units, 5 groups, 157 letters'
}
