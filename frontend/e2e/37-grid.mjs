// A clerk types a month of visits into the grid: Chinese straight onto a cell, a block
// out of Excel, a wrong cell, filling down, undoing; what is saved stands in the
// database, what is wrong stays, what is not saved outlives the window.
import { same, settles, slow, truly } from './person.mjs'

const school = '示例县柳溪镇中心小学'
const initials = 'lxzzxxx'

export default async function ({ app, me, page, note }) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const before = await app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL')
  const [one, two] = await app.sql(`SELECT s.name school, i.name person FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id
    WHERE a.deleted_at IS NULL AND a.ends_on = '' AND a.role = '主' AND s.state = '在办' AND s.name <> '${school}' AND s.kind = '小学' ORDER BY s.id LIMIT 2`)
  await me.goes('督导记录')
  // What was left is long in coming: what is typed at once stays all the same.
  await page.route('**/e2e/call', async (route) => {
    if (route.request().postDataJSON().method === 'Drafts') await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await me.clicks('批量录入', 'link')
  await me.sees('直接打字即录入')
  await settles(() => here(page), '日期 第 1 行 空', 'the cursor on the first cell')

  // Short days, initials, and Enter and Tab as in WPS.
  await me.types('0312')
  await me.keys('Tab')
  await me.types('sw')
  await page.getByRole('option', { name: '上午', selected: true }).waitFor()
  await me.keys('Tab')
  await me.types(initials)
  await page.getByRole('option', { name: school, selected: true }).waitFor()
  await me.keys('Tab')
  await page.unrouteAll({ behavior: 'wait' })
  same((await cells(page, 1)).slice(0, 3), ['2026-03-12', '上午', school], 'the first row')
  await settles(() => here(page), '督学 第 1 行 空', 'the cursor after three Tabs')
  await me.keys('Enter')
  await settles(() => here(page), '日期 第 2 行 空', 'Enter goes back under the first Tab')

  await composes(me, page)
  await pastes(app, me, page, one, two)
  await fills(me, page)

  // Not saved yet: a new window finds it again.
  const typed = await cells(page, 3)
  const here4 = await Promise.all([1, 2, 3, 4].map((row) => cells(page, row)))
  const drafted = async () => JSON.parse(await app.value("SELECT body FROM drafts WHERE kind = 'grid-visits'") ?? '{}').state?.rows.map((r) => r.cells.filter(Boolean))
  await settles(drafted, here4.map((row) => row.filter(Boolean)), 'the draft')
  await page.reload()
  await me.arrives()
  await me.sees('没保存完的 4 行还在下面')
  same(await cells(page, 3), typed, 'a row after the window was opened again')

  // The wrong row stays, the others are saved as one action.
  await me.sees('有误 1 处')
  await me.keys('Control+s')
  await me.isTold(/已保存：新增 3 条。有误的 1 行留在表里/)
  await settles(() => app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL'), before + 3, 'visits after saving')
  await settles(() => page.locator('.page-head').innerText().then((t) => /未存 1 行/.test(t)), true, 'one row not saved')
  await settles(() => here(page), '学校 第 1 行 不存在的学校', 'the cursor on the wrong cell')
  await me.types(one.school)
  await me.keys('Enter')
  await me.seesNo('有误 1 处')
  await me.keys('Control+s')
  await me.isTold('已保存：新增 1 条')
  same(
    await app.sql(`SELECT v.date, s.name school, i.name person, v.content, v.problems FROM visits v JOIN schools s ON s.id = v.school_id JOIN inspectors i ON i.id = v.inspector_id ORDER BY v.id DESC LIMIT 4`).then((r) => r.reverse()),
    [
      { date: '2026-03-12', school, person: await app.value(`SELECT i.name FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id WHERE s.name = '${school}' AND a.role = '主' AND a.ends_on = '' AND a.deleted_at IS NULL`), content: '北京时间九点进校，查看食堂', problems: '' },
      { date: '2026-03-13', school: one.school, person: one.person, content: '查看食堂\n查看"明厨亮灶"', problems: '' },
      { date: '2026-03-13', school: two.school, person: two.person, content: '北京时间九点进校，查看食堂', problems: '' },
      { date: '2026-03-15', school: one.school, person: one.person, content: '巡视校园', problems: '' },
    ],
    'the visits',
  )
  await settles(() => app.value("SELECT count(*) FROM drafts WHERE kind = 'grid-visits'"), 0, 'drafts left over')
  same(await app.value("SELECT count(*) FROM change_sets WHERE label = '批量录入督导记录'"), 2, 'actions that can be undone')

  await changes({ app, me, page, count: before + 4 })
  await scrolls({ me, page, note })
}

/** Chinese typed straight onto a selected cell keeps its first letter. */
async function composes(me, page) {
  await cell(page, 1, '内容').click()
  await settles(() => here(page), '内容 第 1 行 空', 'the cursor on the content')
  const input = await page.context().newCDPSession(page)
  for (const text of ['b', 'be', 'bei', "bei'j", "bei'ji", "bei'jing"]) await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  same(await page.locator('.editor.on textarea').inputValue(), "bei'jing", 'what the input method has so far')
  // The input method's own Enter and arrows are not the grid's.
  await input.send('Input.insertText', { text: '北京' })
  await input.send('Input.imeSetComposition', { text: 'shi', selectionStart: 3, selectionEnd: 3 })
  await input.send('Input.insertText', { text: '时间九点进校，查看食堂' })
  await me.keys('Enter')
  await settles(async () => (await cells(page, 1))[7], '北京时间九点进校，查看食堂', 'the text out of the input method')
}

/** A block out of Excel with a line break in a cell, and the same block out again. */
async function pastes(app, me, page, one, two) {
  const block = [
    ['3.13', '', one.school, one.person, '', '', '', '"查看食堂\n查看""明厨亮灶"""'],
    ['3月13日', '', two.school, two.person, '', '', '', ''],
    ['2026/3/15', '', '不存在的学校', one.person, '', '', '', '巡视校园'],
  ].map((r) => r.join('\t')).join('\r\n')
  await cell(page, 2, '日期').click()
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${block}\r\n`)
  await me.keys('Control+v')
  await me.sees('粘贴 3 行 8 列：新的 3 行，不盖掉已填的格子')
  await me.sees('看不懂 1 格')
  await settles(() => page.evaluate(() => document.activeElement?.textContent?.trim()), '粘贴', 'the button that Enter presses')
  await me.keys('Enter')
  await settles(() => here(page), '日期 第 2 行 2026-03-13', 'the cursor on the pasted block')
  same((await cells(page, 2)).slice(0, 4), ['2026-03-13', '', one.school, one.person], 'the pasted row')
  const bad = page.locator('[role=gridcell][aria-invalid=true]')
  await settles(() => bad.allInnerTexts(), ['不存在的学校'], 'the red cells')
  await me.sees('有误 1 处')
  truly((await bad.getAttribute('title')).includes('没有叫“不存在的学校”的学校'), 'the red cell says why')
  await me.keys('F8')
  await me.sees('没有叫“不存在的学校”的学校', page.locator('.foot'))
  await me.sees('未存 4 行')

  await cell(page, 2, '日期').click()
  await cell(page, 4, '内容').click({ modifiers: ['Shift'] })
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await me.keys('Control+c')
  same(
    (await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r\n', '\n'),
    block.replaceAll('\r\n', '\n').replace('3.13', '2026-03-13').replace('3月13日', '2026-03-13').replace('2026/3/15', '2026-03-15'), 'the block copied out',
  )
}

/** Ctrl+D, Ctrl+;, Delete, F2, Alt+Enter, the handle, and Ctrl+Z over all of them. */
async function fills(me, page) {
  const row3 = await cells(page, 3)
  await cell(page, 3, '内容').click()
  await me.keys('Control+d')
  await settles(async () => (await cells(page, 3))[7], '查看食堂\n查看"明厨亮灶"', 'Ctrl+D takes the row above')
  await me.keys('Control+z')
  same(await cells(page, 3), row3, 'the row after Ctrl+Z')
  await cell(page, 6, '日期').click()
  await me.keys('Control+;')
  same((await cells(page, 6))[0], '2026-03-31', 'Ctrl+; is the sample county’s today')
  await me.keys('Control+z', 'Control+y', 'Delete')
  same((await cells(page, 6))[0], '', 'nothing after Delete')
  await cell(page, 2, '问题').click()
  await me.keys('F2')
  await me.types('甲')
  await me.keys('Alt+Enter')
  await me.types('乙')
  await me.keys('Enter')
  same((await cells(page, 2))[8], '甲\n乙', 'two lines in a cell')
  await me.keys('ArrowUp', 'F2')
  await me.types('丙')
  await me.keys('Escape')
  same((await cells(page, 2))[8], '甲\n乙', 'the cell after Esc')
  await me.keys('Control+z')
  same((await cells(page, 2))[8], '', 'the cell after Ctrl+Z')
  // The handle: the first row's content goes down to the third.
  await cell(page, 1, '内容').click()
  const from = await page.locator('.handle').boundingBox()
  const to = await cell(page, 3, '内容').boundingBox()
  await page.mouse.move(from.x + 3, from.y + 3)
  await page.mouse.down()
  await page.mouse.move(to.x + 20, to.y + 10, { steps: 4 })
  await page.mouse.up()
  await settles(async () => (await cells(page, 3))[7], '北京时间九点进校，查看食堂', 'filled by the handle')
  await me.keys('Control+Home')
  await settles(() => here(page).then((t) => t.slice(0, 8)), '日期 第 1 行', 'Ctrl+Home')
  await me.keys('Control+ArrowDown')
  await settles(() => here(page).then((t) => t.slice(0, 8)), '日期 第 4 行', 'Ctrl+ArrowDown')
  await cell(page, 2, '内容').click()
  await me.keys('F2', 'Control+a')
  await me.types('查看食堂')
  await me.keys('Alt+Enter')
  await me.types('查看"明厨亮灶"')
  await me.keys('Enter')
}

/** Records out of the list are changed in the grid, and none is doubled. */
async function changes({ app, me, page, count }) {
  await page.goto(`${app.url}/#/visits?q=${encodeURIComponent('明厨亮灶')}`)
  await me.clicks('在表格里改这 1 条')
  await settles(async () => (await cells(page, 1))[7], '查看食堂\n查看"明厨亮灶"', 'the record in the grid')
  await me.seesNo(/未存/, page.locator('.page-head'))
  await cell(page, 1, '时段').click()
  await me.types('xw')
  await page.getByRole('option', { name: '下午', selected: true }).waitFor()
  await me.keys('Enter')
  await me.sees('更新 1')
  await me.keys('Control+s')
  await me.isTold('已保存：更新 1 条')
  same(await app.sql("SELECT session FROM visits WHERE content LIKE '%明厨亮灶%' AND deleted_at IS NULL AND date = '2026-03-13'"), [{ session: '下午' }], 'the half day of the record')
  same(await app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL'), count, 'visits after a change')
}

/** Three thousand rows: no frame over 100 ms while scrolling, but for what the machine holds back. */
async function scrolls({ me, page, note }) {
  const rows = Array.from({ length: 3000 }, (_, i) => `2025-0${1 + (i % 9)}-1${i % 9}\t\t没有的学校${i}\t没有的人`).join('\n')
  await page.evaluate((text) => navigator.clipboard.writeText(text), rows)
  await cell(page, 1, '日期').click()
  await me.keys('Control+v')
  await me.clicks('粘贴')
  await me.sees('未存 3,000 行')
  await me.sees(/有误 [\d,]+ 处/)
  const frames = await page.evaluate(() => new Promise((resolve) => {
    const el = document.querySelector('.scroller')
    const gaps = []
    let last = performance.now()
    let n = 0
    const frame = (now) => {
      gaps.push(now - last)
      last = now
      el.scrollTop += n % 3 === 0 ? 900 : 90
      n += 1
      if (n < 60) requestAnimationFrame(frame)
      else resolve(gaps.slice(1).sort((a, b) => b - a))
    }
    requestAnimationFrame(frame)
  }))
  // A busy machine may hold one frame back; what the grid costs shows in every frame.
  truly(frames[2] < 100 * slow, `frames while scrolling: ${frames.slice(0, 5).map(Math.round).join(', ')} ms`)
  note(`3,000 rows, slowest frame while scrolling ${Math.round(frames[0])} ms`)
  await me.keys('Control+End')
  await settles(() => here(page).then((t) => /第 3000 行/.test(t)), true, 'Ctrl+End')
}

const here = (page) => page.locator('.editor textarea').getAttribute('aria-label')
const line = (page, row) => page.locator(`.line[aria-rowindex="${row + 1}"]`)

/** The cells of a row, by their order on the screen. */
async function cells(page, row) {
  return line(page, row).locator('[role=gridcell]').evaluateAll((all) => all.map((c) => c.textContent))
}

/** A cell by its row and the title of its column. */
function cell(page, row, title) {
  const titles = ['日期', '时段', '学校', '督学', '类型', '事项', '方式', '内容', '问题', '级别', '整改期限', '反馈日期']
  return line(page, row).locator('[role=gridcell]').nth(titles.indexOf(title))
}
