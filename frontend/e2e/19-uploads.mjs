// The office tells of its month and of its work: the monthly 通报 is drafted from the
// records, edited, signed off and printed; a visit is copied into the province's
// platform field by field without the mouse, marked as entered, and shown again when
// it is changed afterwards.
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly, until } from './person.mjs'

const month = '2026-03'

export default async function (world) {
  await meeting(world)
  await bulletin(world)
  const visit = await enter(world)
  await change(world, visit)
}

async function meeting({ app, me, page }) {
  const due = await app.value(`SELECT count(*) FROM meeting_decisions WHERE done_on = ''`)
  const serving = await app.value(`SELECT count(*) FROM inspectors WHERE state = '在聘' AND deleted_at IS NULL`)
  const visits = await app.value(`SELECT count(*) FROM visits WHERE date LIKE '${month}%' AND deleted_at IS NULL AND state NOT IN ('计划', '已备案', '取消')`)
  await page.goto(`${app.url}/#/meetings/new`)
  await until(async () => (await box(page, '议程').inputValue()).includes(`共督导${visits}校次`), 'the agenda has the figures of the month')
  truly((await box(page, '议程').inputValue()).includes(`未办结${due}项`), 'it asks after what is not done yet')
  await me.keys('Control+s')
  await me.isTold('已保存：2026年4月责任督学月例会')
  const id = await until(() => app.value(`SELECT id FROM meetings WHERE number = (SELECT max(number) FROM meetings)`), 'the meeting')
  same(await app.value(`SELECT count(*) FROM meeting_attendees WHERE meeting_id = ${id}`), serving, 'all inspectors in office are to come')
  await page.waitForURL(new RegExp(`#/meetings/${id}$`))
  await me.clicks(/^办结：/)
  await page.locator('.el-message-box').filter({ visible: true }).getByRole('button', { name: '确定' }).click()
  await settles(() => app.value(`SELECT count(*) FROM meeting_decisions WHERE done_on = ''`), due - 1, 'one decision less')
}

async function bulletin({ app, me, page }) {
  await page.goto(`${app.url}/#/publications/new?kind=${encodeURIComponent('督导情况通报')}`)
  const visits = await app.value(`SELECT count(*) FROM visits WHERE date LIKE '${month}%' AND deleted_at IS NULL AND state NOT IN ('计划', '已备案', '取消')`)
  await until(async () => (await box(page, '正文').inputValue()).includes(`${visits}校次`), 'the text has the figures of the month')
  const text = await box(page, '正文').inputValue()
  truly(text.includes('存在的主要问题') && !/附件\d|[①-⑳]/.test(text), 'it has its parts, and neither annexes nor marks')
  await box(page, '正文').fill(`${text}\n特此通报，请对照整改。`)
  await me.keys('Control+s')
  await me.isTold(/已保存：关于/)
  await page.waitForURL(/#\/publications\/\d+$/) // the saved one is opened anew
  await me.idle()
  await me.clicks('签发', 'button', { exact: true })
  await me.isTold(/已签发：.+〔2026〕\d+号/)
  const [p] = await app.sql(`SELECT id, doc_number, state, body FROM publications ORDER BY id DESC LIMIT 1`)
  truly(p.state === '已签发' && p.body.endsWith('特此通报，请对照整改。'), `signed off as edited: ${p.state}`)
  await me.clicks('打印', 'button', { exact: true })
  await dialog(page).locator('canvas').first().waitFor()
  const file = app.file('通报.pdf')
  await app.answer('saveFile', file)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold(`已保存：${file}`)
  const printed = await pdfText(file)
  for (const want of [p.doc_number, '2026年3月责任督学挂牌督导情况的通报', '各中小学校、幼儿园：', '特此通报，请对照整改。']) truly(printed.includes(want), `the paper has “${want}”`)
  await me.keys('Escape')
  await dialog(page).waitFor({ state: 'hidden' })
}

async function enter({ app, me, page }) {
  const [v] = await app.sql(`SELECT v.id, s.name school, v.content FROM visits v JOIN schools s ON s.id = v.school_id
    WHERE v.date LIKE '${month}%' AND v.deleted_at IS NULL AND v.content <> '' AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.kind = 'visit' AND u.record_id = v.id) ORDER BY v.id DESC LIMIT 1`)
  const platform = await app.value('SELECT id FROM platforms')
  await page.goto(`${app.url}/#/uploads`)
  await me.sees(/督导纪实 \d+／\d+/)
  await page.goto(`${app.url}/#/uploads/${platform}/visit/${v.id}`)
  const fields = page.locator('[data-strip]')
  await until(async () => (await fields.count()) > 5 && (await page.evaluate(() => document.activeElement?.matches('[data-strip]'))), 'the first field is at hand')
  const clipboard = () => page.evaluate(() => window.__e2e.clipboard)
  await me.keys('Enter') // 标题
  await until(async () => (await clipboard()).length > 0, 'the title is on the clipboard')
  await me.keys('Enter') // 学校
  await settles(clipboard, v.school, 'the second field')
  await me.keys('Control+3') // 督导日期, whatever stands before
  await until(async () => /^2026-03-\d\d$/.test(await clipboard()), 'the third field by its number')
  const here = () => page.evaluate(() => document.activeElement?.getAttribute('data-strip') ?? '')
  while ((await clipboard()) !== v.content) {
    const before = await here()
    truly(before !== '', 'all fields were copied, the narrative was not among them')
    await me.keys('Enter')
    await until(async () => (await here()) !== before, 'on to the next field')
  }
  same(await clipboard(), v.content, 'the narrative is copied whole')
  await me.keys('Control+Enter')
  await me.isTold('已标记上报')
  await settles(() => app.value(`SELECT count(*) FROM uploads WHERE kind = 'visit' AND record_id = ${v.id}`), 1, 'it is on record')
  await me.sees('已上报', page.locator('.page-head'))
  return { ...v, platform }
}

async function change({ app, me, page }, v) {
  await page.goto(`${app.url}/#/visits/${v.id}`)
  await me.sees('修改历史')
  const text = page.getByLabel('督导纪实', { exact: true }).and(page.locator('textarea'))
  await text.fill(`${v.content}又查看了宿舍。`)
  await me.keys('Control+s')
  await settles(() => app.value(`SELECT content FROM visits WHERE id = ${v.id}`), `${v.content}又查看了宿舍。`, 'the visit is changed')
  await page.goto(`${app.url}/#/uploads?state=${encodeURIComponent('有变动')}`)
  await me.sees(v.school, page.locator('.records tbody'))
  await me.sees('督导纪实', page.locator('.records tbody'))
  await page.goto(`${app.url}/#/uploads/${v.platform}/visit/${v.id}`)
  await me.sees(/上报后改过：督导纪实/)
  await me.keys('Control+Enter')
  await me.isTold('已标记上报')
  await me.sees('已上报', page.locator('.page-head'))
}
