// What is to be done: the number in the side bar is that of the page, a zone's
// lines by keyboard, one put aside with a reason and brought back by undo, the
// way to the page that mends it, the printed list.
import { pdfText } from './app.mjs'
import { dialog, settles, truly, until } from './person.mjs'

export default async function ({ app, me, page }) {
  await me.goes('待办')
  await me.sees('学校本月没有督导', page.locator('.main'))
  const red = await me.number('红', '.page-head')
  const yellow = await me.number('黄', '.page-head')
  const badge = page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '待办' }).locator('.count')
  await settles(async () => Number(await badge.innerText()), red + yellow, 'red and yellow ones in the side bar')
  truly((await badge.getAttribute('class')).includes('red'), 'the side bar says that some are red')

  // As many schools as the first page has.
  await me.goes('首页')
  const unvisited = await me.number('本月未督导')
  await me.goes('待办')
  const group = (name) => page.getByRole('table', { name })
  await group('学校本月没有督导').waitFor()
  await settles(() => group('学校本月没有督导').locator('tbody tr').count(), unvisited, 'schools that nobody visited')

  // Red ones of a zone only.
  await me.chooses('责任区', '第三责任区')
  await me.chooses('等级', '红')
  await settles(() => me.number('黄', '.page-head'), 0, 'red ones only')
  await settles(async () => [...new Set(await page.locator('[data-alert] .zone').allInnerTexts())], ['第三责任区'], 'the zone of the filter')
  const fewer = await me.number('红', '.page-head')
  truly(fewer > 0 && fewer < red, `red ones of one zone: ${fewer} of ${red}`)
  await me.clicks('打印清单')
  await me.sees(/第 1 页，共/)
  await app.answer('saveFile', app.file('待办.pdf'))
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold('已保存：')
  truly((await pdfText(app.file('待办.pdf'))).includes('第三责任区待办提醒清单'), 'the list of the zone on paper')
  await me.escapes(dialog(page))
  await me.clicks('清除条件')
  await settles(() => me.number('红', '.page-head'), red, 'all again')

  // Down, up, put aside with M; no reason, no saving.
  const line = page.locator('[data-alert]').nth(1)
  await page.locator('[data-alert]').first().focus()
  await me.keys('ArrowDown')
  await until(() => line.evaluate((e) => e === document.activeElement), 'the second line by arrow')
  const what = await line.locator('.what').innerText()
  await me.keys('m')
  await me.sees('搁置提醒')
  await me.keys('Control+s')
  await me.sees('请填写搁置的原因')
  await page.getByLabel('原因', { exact: true }).fill('正在另立新版本')
  await me.keys('Control+s')
  await me.sees('已搁置 1 条')
  await settles(() => me.number('红', '.page-head'), red - 1, 'one red one fewer')
  await settles(() => app.value('SELECT reason FROM alert_mutes'), '正在另立新版本', 'the reason in the database')
  await me.clicks('已搁置 1 条')
  await me.sees('正在另立新版本', page.locator('.list'))
  await settles(() => page.locator('[data-alert] .what').allInnerTexts(), [what], 'the line put aside')
  await me.clicks('回到待办')
  await settles(() => me.number('红', '.page-head'), red - 1, 'back at what is to be done')
  await me.keys('Control+z')
  await me.confirms('撤销')
  await settles(() => me.number('红', '.page-head'), red, 'undone')

  // Enter goes where a school's visit is written: the school is there already.
  const school = group('学校本月没有督导').locator('[data-alert]').first()
  const name = await school.locator('.what').innerText()
  await school.focus()
  await me.keys('Enter')
  await page.getByRole('heading', { name: '新建督导记录' }).waitFor()
  await until(async () => (await page.getByRole('combobox', { name: '学校', exact: true }).inputValue()) === name, 'the school on the form')

  // A rule is switched off in the settings.
  await page.goto(`${app.url}/#/settings/alerts`)
  await me.clicks('修改提醒 责任区学校数超过规定')
  await page.getByRole('radio', { name: '停用' }).click()
  await me.keys('Control+s')
  await settles(() => app.value("SELECT state FROM alert_rules WHERE code = 'C01'"), '停用', 'C01 switched off')
  await until(async () => Number(await badge.innerText()) < red + yellow, 'fewer in the side bar')
}
