// A call is taken down and answered at once, by keyboard; a special complaint
// goes its course to the end and is printed; nothing tells who called unless it
// is asked for; the statistics are those of the records.
import { pdfText } from './app.mjs'
import { same, settles, truly, until } from './person.mjs'

const name = '苏示䶮'
const phone = '13800007788'
const content = '反映食堂二楼地面积水，孩子滑倒'

export default async function ({ app, me, page, note }) {
  await ordinary(app, me, page)
  await special(app, me, page)
  await masked(app, me, page)
  note(await statistics(app, me, page))
}

/** A call: Ctrl+N, typed through by Enter and Tab, saved once. */
async function ordinary(app, me, page) {
  await me.goes('投诉举报')
  await me.sees('投诉统计')
  await me.keys('Control+n')
  await settles(() => field(page), '姓名', 'the cursor in the name')
  await box(page, '受理日期').fill('2026-03-20')
  await box(page, '姓名').focus()
  await me.types(name)
  await me.keys('Enter', '2', 'Enter') // 女
  await me.types('家长')
  await me.keys('Enter')
  await me.types(phone)
  await me.keys('Enter')
  await settles(() => field(page), '反映学校', 'the field after the telephone')
  await me.types('lxzzxxx')
  await page.getByRole('option', { name: '示例县柳溪镇中心小学', selected: true }).waitFor()
  await me.keys('Enter', 'Enter') // and over the department
  await settles(() => field(page), '反映内容', 'the field after the matter')
  await me.types(content)
  await me.keys('Tab')
  await settles(() => field(page), '类别', 'the field after the content')
  await box(page, '答复内容').fill('已请学校当天处理并电话告知')
  await me.keys('Tab', '1') // 电话
  await me.keys('Control+s')
  await me.isTold(/已保存：TS2026-\d{4}/)
  const [row] = await app.sql(`SELECT c.*, s.name school FROM complaints c JOIN schools s ON s.id = c.school_id WHERE c.content = '${content}'`)
  same([row.state, row.kind, row.channel, row.received_on, row.answered_on, row.closed_on], ['办结', '一般', '电话', '2026-03-20', '2026-03-20', '2026-03-20'], 'answered and done with in one step')
  same([row.name, row.gender, row.identity, row.phone, row.school, row.answer_way], [name, '女', '家长', phone, '示例县柳溪镇中心小学', '电话'], 'who called about what')
  same(row.due_on, '2026-04-04', 'fifteen days of the rule')
}

/** A special one, step by step to its end, on paper. */
async function special(app, me, page) {
  await me.goes('投诉举报')
  await me.clicks('登记投诉')
  await box(page, '受理日期').fill('2026-03-03')
  await box(page, '姓名').fill(name)
  await box(page, '电话或邮箱').fill(phone)
  await box(page, '反映学校').fill('第二小学')
  await page.getByRole('option', { name: '示例县第二小学' }).first().click()
  await box(page, '反映内容').fill(`${name}反映课后服务另收费，请回${phone}`)
  await page.getByRole('radio', { name: /特殊/ }).click()
  await me.sees('教育工委、教育局意见')
  await me.clicks('保存')
  await until(() => app.value("SELECT count(*) FROM complaints WHERE kind = '特殊' AND state = '登记' AND received_on = '2026-03-03'"), 'the special one is taken down')
  const id = await app.value('SELECT max(id) FROM complaints')
  const number = await app.value(`SELECT number FROM complaints WHERE id = ${id}`)
  await page.waitForURL(new RegExp(`#/complaints/${id}$`)) // the saved one is opened anew
  await me.idle()
  await me.sees(`投诉举报 ${number}`)
  await until(async () => (await page.locator('.course [aria-current=step]').innerText()).includes('督导室建议'), 'the next step is the office’s advice')

  await step(me, page, '督导室处理建议', '督导室建议', '请责任督学三日内到校核实', '2026-03-04')
  await box(page, '督导室建议的主管领导').fill('督导室主任')
  await step(me, page, '教育工委、教育局意见', '领导批示', '同意，从严处理', '2026-03-05')
  await me.clicks('保存')
  await settled(me, page)
  await until(() => app.value(`SELECT state = '办理中' FROM complaints WHERE id = ${id}`), 'it is in hand')
  await step(me, page, '科室办理情况', '科室办理', '已约谈校长', '2026-03-09')
  await box(page, '处理结果').fill('已全部退还家长')
  await box(page, '承办人').fill('陈示𬭊')
  await box(page, '完成日期').fill('2026-03-11')
  await box(page, '答复内容').fill('已逐项告知，家长认可')
  await box(page, '答复方式').getByText('面谈').click()
  await box(page, '答复日期').fill('2026-03-12')
  await box(page, '办结日期').fill('2026-03-11')
  await me.clicks('保存')
  await me.sees('办结日期早于完成或答复日期')
  await box(page, '办结日期').fill('2026-03-12')
  await me.clicks('保存')
  await settled(me, page)
  await until(() => app.value(`SELECT state = '办结' FROM complaints WHERE id = ${id}`), 'it is done with')
  same(
    (await app.sql(`SELECT step, on_day FROM complaint_steps WHERE complaint_id = ${id} ORDER BY position`)).map((s) => `${s.step} ${s.on_day}`),
    ['督导室建议 2026-03-04', '领导批示 2026-03-05', '科室办理 2026-03-09'], 'the steps of the record',
  )
  await settles(() => page.locator('.course li:not(.done)').count(), 0, 'stations still open')

  const paper = await printed(app, me, page, '特殊办理单.pdf')
  let at = 0
  for (const words of [number, '2026年3月3日', '苏*䶮', '138****7788', '示例县第二小学', '苏*䶮反映课后服务另收费，请回138****7788', '请责任督学三日内到校核实', '督导室主任',
    '2026年3月4日', '同意，从严处理', '2026年3月5日', '已约谈校长', '已全部退还家长', '陈示𬭊', '2026年3月11日', '☑面谈', '2026年3月12日', '已逐项告知，家长认可', '☑完结']) {
    const found = paper.indexOf(words, at)
    truly(found >= 0, `the 办理单 has “${words}” in its place:\n${paper}`)
    at = found
  }
  truly(!paper.includes(name) && !paper.includes(phone), 'the paper does not tell who called')
  await until(async () => (await page.getByText(phone).filter({ visible: true }).count()) === 0, 'the telephone is masked')
  await me.clicks('显示')
  await settles(() => box(page, '电话或邮箱').inputValue(), phone, 'the telephone on demand')
  const whole = await printed(app, me, page, '特殊办理单-完整.pdf')
  truly(whole.includes(name) && whole.includes(phone), 'the whole paper tells who called')

  // It becomes a problem, and each leads to the other.
  await me.clicks('转为问题')
  await me.sees(`打开投诉 ${number}`)
  const [finding] = await app.sql(`SELECT f.source, f.content, f.note FROM findings f JOIN complaints c ON c.finding_id = f.id WHERE c.id = ${id}`)
  truly(finding.source === '投诉举报' && finding.note.includes(number) && !finding.content.includes(name), `the problem: ${JSON.stringify(finding)}`)
  await me.clicks(`打开投诉 ${number}`, 'link')
  await me.sees(/打开问题 WT2\d{3}-\d{4}/)
}

/** Waits until the form holds what is saved: the answer to a save replaces what stands in it. */
async function settled(me, page) {
  await me.sees('已保存', page.locator('.page-head'))
}

async function step(me, page, label, title, text, day) {
  await box(page, label).fill(text)
  await box(page, `${title}日期`).fill(day)
  await box(page, `${title}日期`).press('Tab')
}

/** Saves 特殊问题办理记录单 from the preview and reads it. */
async function printed(app, me, page, file) {
  const path = app.file(file)
  await page.getByRole('button', { name: /^打印/ }).click()
  await page.getByRole('menuitem', { name: '特殊问题办理记录单' }).filter({ visible: true }).click()
  const dialog = page.locator('.el-dialog').filter({ visible: true })
  await dialog.locator('canvas').first().waitFor()
  await app.answer('saveFile', path)
  await dialog.getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the PDF is written')
  await me.escapes(dialog)
  return text
}

/** The list, the search and the history leave out who called. */
async function masked(app, me, page) {
  await me.goes('投诉举报')
  await box(page, '查找').fill(name)
  await settles(() => page.locator('.records tbody tr').count(), 2, 'both are found by the name')
  const list = await page.locator('.records').innerText()
  truly(!list.includes(name) && !list.includes(phone) && list.includes('苏*䶮') && list.includes('138****7788'), `the list is masked:\n${list}`)
  await me.clicks('显示姓名电话')
  await me.sees(phone)
  await me.clicks('遮盖姓名电话')
  await until(async () => (await page.getByText(phone).filter({ visible: true }).count()) === 0, 'the telephone is masked')
  await me.keys('Control+k')
  await page.locator('.palette input').fill(phone)
  await me.sees('来电人信息相符（已遮盖）')
  await me.keys('Enter')
  await page.getByRole('heading', { name: /^投诉举报 TS2026/ }).waitFor()
  await me.clicks('修改历史')
  const history = page.locator('.el-drawer').filter({ visible: true })
  await history.getByRole('button', { name: '展开' }).click()
  await history.getByText('苏*䶮').first().waitFor()
  truly(!(await history.innerText()).includes(name), 'the history is masked')
  await me.escapes(history)
}

/** Every number of the statistics, against plain SQL. */
async function statistics(app, me, page) {
  await me.goes('投诉举报')
  await me.clicks('投诉统计', 'link')
  await box(page, '起始日期').fill('2025-09-01')
  await box(page, '起始日期').press('Enter')
  await box(page, '截止日期').fill('2026-03-31')
  await box(page, '截止日期').press('Enter')
  const span = "c.deleted_at IS NULL AND c.received_on BETWEEN '2025-09-01' AND '2026-03-31'"
  const count = (more = '') => app.value(`SELECT count(*) FROM complaints c WHERE ${span} ${more}`)
  const all = await count()
  await settles(() => figure(page, 'complaint.in'), all, 'complaints in the span')
  await settles(() => figure(page, 'complaint.done'), await count("AND c.state = '办结'"), 'those done with')
  for (const [table, column] of [['channel', 'channel'], ['kind', 'kind'], ['state', 'state'], ['school', 'COALESCE(school_id, 0)'], ['matter', 'COALESCE(matter_id, 0)']]) {
    for (const { value, n } of await app.sql(`SELECT ${column} value, count(*) n FROM complaints c WHERE ${span} GROUP BY 1`)) {
      await settles(() => figure(page, `complaint.${table}.${value}.in`), n, `${table} ${value}`)
    }
  }
  for (const [ending, column] of [['taken', 'recorder'], ['handed', 'handler']]) {
    for (const { value, n } of await app.sql(`SELECT ${column} value, count(*) n FROM complaints c WHERE ${span} AND ${column} <> '' GROUP BY 1`)) {
      await settles(() => figure(page, `complaint.person.${value}.${ending}`), n, `${column} ${value}`)
    }
  }

  // A number opens the complaints it counts.
  const special = await count("AND c.kind = '特殊' AND c.state <> '办结'")
  await page.locator('[data-figure="complaint.kind.特殊.open"] a').click()
  await me.sees(`${special} 件`, page.locator('.page-head'))
  await settles(() => page.locator('.records tbody tr').count(), special, 'the complaints behind the number')
  return `${all} complaints counted`
}

async function figure(page, key) {
  return Number((await page.locator(`[data-figure="${key}"]`).first().innerText()).replace(/[^\d]/g, ''))
}

/** The field that is labelled so; its cell of the form has the name as well. */
function box(page, label) {
  return page.locator(`[aria-label="${label}"]`)
}

function field(page) {
  return page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? '').trim())
}
