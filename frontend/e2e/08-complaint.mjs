// A call is taken down and answered at once, by keyboard; a special complaint
// goes its course to the end and is printed; nothing tells who called unless it
// is asked for; the statistics are those of the records.
import { pdfText } from './app.mjs'
import { same, truly, until } from './person.mjs'

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
  await me.sees('统计')
  await me.keys('Control+n')
  await until(async () => (await field(page)) === '姓名', 'the cursor in the name')
  await page.getByLabel('受理日期', { exact: true }).fill('2026-03-20')
  await page.getByLabel('姓名', { exact: true }).focus()
  await me.types(name)
  await me.keys('Enter', '2', 'Enter') // 女
  await me.types('家长')
  await me.keys('Enter')
  await me.types(phone)
  await me.keys('Enter')
  same(await field(page), '反映学校', 'the field after the telephone')
  await me.types('slxlxz')
  await me.sees('示例县柳溪镇中心小学')
  await me.keys('Enter', 'Tab', 'Tab', 'Tab')
  same(await field(page), '反映内容', 'the field after the matter')
  await me.types(content)
  await me.keys('Tab')
  same(await field(page), '类别', 'the field after the content')
  await page.getByLabel('答复内容', { exact: true }).fill('已请学校当天处理并电话告知')
  await me.keys('Tab', '1') // 电话
  await me.keys('Control+s')
  await me.sees(/已保存：TS2026-\d{4}/)
  const [row] = await app.sql(`SELECT c.*, s.name school FROM complaints c JOIN schools s ON s.id = c.school_id WHERE c.content = '${content}'`)
  same([row.state, row.kind, row.channel, row.received_on, row.answered_on, row.closed_on], ['办结', '一般', '电话', '2026-03-20', '2026-03-20', '2026-03-20'], 'answered and done with in one step')
  same([row.name, row.gender, row.identity, row.phone, row.school, row.answer_way], [name, '女', '家长', phone, '示例县柳溪镇中心小学', '电话'], 'who called about what')
  same(row.due_on, '2026-04-04', 'fifteen days of the rule')
}

/** A special one, step by step to its end, on paper. */
async function special(app, me, page) {
  await me.goes('投诉举报')
  await me.clicks('登记投诉')
  await me.fills('受理日期', '2026-03-03')
  await me.fills('姓名', name)
  await me.fills('电话或邮箱', phone)
  await me.fills('反映学校', '第二小学')
  await page.getByRole('option', { name: '示例县第二小学' }).first().click()
  await me.fills('反映内容', `${name}反映课后服务另收费，请回${phone}`)
  await page.getByRole('radio', { name: /特殊/ }).click()
  await me.sees('教工委、教委意见')
  await me.clicks('保存')
  await until(() => app.value("SELECT count(*) FROM complaints WHERE kind = '特殊' AND state = '登记' AND received_on = '2026-03-03'"), 'the special one is taken down')
  const id = await app.value('SELECT max(id) FROM complaints')
  const number = await app.value(`SELECT number FROM complaints WHERE id = ${id}`)
  await me.sees(`投诉举报 ${number}`)
  await until(async () => (await page.locator('.course [aria-current=step]').innerText()).includes('督导室建议'), 'the next step is the office’s advice')

  await step(me, page, '督导室处理建议', '督导室建议', '请责任督学三日内到校核实', '2026-03-04')
  await me.fills('督导室建议的主管领导', '督导室主任')
  await step(me, page, '教工委、教委意见', '领导批示', '同意，从严处理', '2026-03-05')
  await me.clicks('保存')
  await until(() => app.value(`SELECT state = '办理中' FROM complaints WHERE id = ${id}`), 'it is in hand')
  await step(me, page, '科室办理情况', '科室办理', '已约谈校长', '2026-03-09')
  await me.fills('处理结果', '已全部退还家长')
  await me.fills('承办人', '陈示𬭊')
  await me.fills('完成日期', '2026-03-11')
  await me.fills('答复内容', '已逐项告知，家长认可')
  await page.getByLabel('答复方式', { exact: true }).getByText('面谈').click()
  await me.fills('答复日期', '2026-03-12')
  await me.fills('办结日期', '2026-03-11')
  await me.clicks('保存')
  await me.sees('办结日期早于完成或答复日期')
  await me.fills('办结日期', '2026-03-12')
  await me.clicks('保存')
  await until(() => app.value(`SELECT state = '办结' FROM complaints WHERE id = ${id}`), 'it is done with')
  same(
    (await app.sql(`SELECT step, on_day FROM complaint_steps WHERE complaint_id = ${id} ORDER BY position`)).map((s) => `${s.step} ${s.on_day}`),
    ['督导室建议 2026-03-04', '领导批示 2026-03-05', '科室办理 2026-03-09'], 'the steps of the record',
  )
  same(await page.locator('.course li:not(.done)').count(), 0, 'stations still open')

  const paper = await printed(app, me, page, '特殊办理单.pdf')
  let at = 0
  for (const words of [number, '2026年3月3日', '苏*䶮', '138****7788', '示例县第二小学', '苏*䶮反映课后服务另收费，请回138****7788', '请责任督学三日内到校核实', '督导室主任',
    '2026年3月4日', '同意，从严处理', '2026年3月5日', '已约谈校长', '已全部退还家长', '陈示𬭊', '2026年3月11日', '☑面谈', '2026年3月12日', '已逐项告知，家长认可', '☑完结']) {
    const found = paper.indexOf(words, at)
    truly(found >= 0, `the 办理单 has “${words}” in its place:\n${paper}`)
    at = found
  }
  truly(!paper.includes(name) && !paper.includes(phone), 'the paper does not tell who called')
  await me.seesNo(phone)
  await me.clicks('显示')
  await until(async () => (await page.getByLabel('电话或邮箱', { exact: true }).inputValue()) === phone, 'the telephone on demand')
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

async function step(me, page, label, title, text, day) {
  await me.fills(label, text)
  await me.fills(`${title}日期`, day)
  await page.getByLabel(`${title}日期`, { exact: true }).press('Tab')
}

/** Saves 特殊问题办理记录单 from the preview and reads it. */
async function printed(app, me, page, file) {
  const path = app.file(file)
  await page.getByRole('button', { name: /^打印/ }).click()
  await page.getByRole('menuitem', { name: '特殊问题办理记录单' }).filter({ visible: true }).click()
  await until(() => page.locator('.el-dialog canvas').count(), 'the paper is drawn')
  await app.answer('saveFile', path)
  await me.clicks('保存 PDF')
  const text = await until(() => pdfText(path).catch(() => ''), 'the PDF is written')
  await me.keys('Escape')
  await page.locator('.el-dialog').filter({ visible: true }).waitFor({ state: 'hidden' })
  return text
}

/** The list, the search and the history leave out who called. */
async function masked(app, me, page) {
  await me.goes('投诉举报')
  await me.fills('查找', name)
  await until(async () => (await page.locator('.records tbody tr').count()) === 2, 'both are found by the name')
  const list = await page.locator('.records').innerText()
  truly(!list.includes(name) && !list.includes(phone) && list.includes('苏*䶮') && list.includes('138****7788'), `the list is masked:\n${list}`)
  await me.clicks('显示姓名电话')
  await me.sees(phone)
  await me.clicks('遮盖姓名电话')
  await me.seesNo(phone)
  await me.keys('Control+k')
  await me.types(phone)
  await me.sees('来电人信息相符（已遮盖）')
  await me.keys('Enter')
  await me.sees(/投诉举报 TS2026/)
  await me.clicks('修改历史')
  const history = page.locator('.el-drawer').filter({ visible: true })
  await history.getByText('苏*䶮').first().waitFor()
  truly(!(await history.innerText()).includes(name), 'the history is masked')
  await me.keys('Escape')
  await history.waitFor({ state: 'hidden' })
}

/** Every number of the statistics, against plain SQL. */
async function statistics(app, me, page) {
  await me.goes('投诉举报')
  await me.clicks('统计', 'link')
  await page.getByLabel('起始日期', { exact: true }).fill('2025-09-01')
  await page.getByLabel('起始日期', { exact: true }).press('Enter')
  await page.getByLabel('截止日期', { exact: true }).fill('2026-03-31')
  await page.getByLabel('截止日期', { exact: true }).press('Enter')
  const span = "c.deleted_at IS NULL AND c.received_on BETWEEN '2025-09-01' AND '2026-03-31'"
  const count = (more = '') => app.value(`SELECT count(*) FROM complaints c WHERE ${span} ${more}`)
  const all = await count()
  await until(async () => (await figure(page, 'complaint.in')) === all, `${all} complaints in the span`)
  same(await figure(page, 'complaint.done'), await count("AND c.state = '办结'"), 'those done with')
  for (const [table, column] of [['channel', 'channel'], ['kind', 'kind'], ['state', 'state'], ['school', 'COALESCE(school_id, 0)'], ['matter', 'COALESCE(matter_id, 0)']]) {
    for (const { value, n } of await app.sql(`SELECT ${column} value, count(*) n FROM complaints c WHERE ${span} GROUP BY 1`)) {
      same(await figure(page, `complaint.${table}.${value}.in`), n, `${table} ${value}`)
    }
  }
  for (const [ending, column] of [['taken', 'recorder'], ['handed', 'handler']]) {
    for (const { value, n } of await app.sql(`SELECT ${column} value, count(*) n FROM complaints c WHERE ${span} AND ${column} <> '' GROUP BY 1`)) {
      same(await figure(page, `complaint.person.${value}.${ending}`), n, `${column} ${value}`)
    }
  }

  // A number opens the complaints it counts.
  const special = await count("AND c.kind = '特殊' AND c.state <> '办结'")
  await page.locator('[data-figure="complaint.kind.特殊.open"] a').click()
  await me.sees(`${special} 件`)
  await until(async () => (await page.locator('.records tbody tr').count()) === special, 'the complaints behind the number')
  return `${all} complaints counted`
}

async function figure(page, key) {
  return Number((await page.locator(`[data-figure="${key}"]`).first().innerText()).replace(/[^\d]/g, ''))
}

function field(page) {
  return page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? '').trim())
}
