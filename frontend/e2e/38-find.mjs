// The box of Ctrl+K as a person uses it: pinyin with the less common reading of a
// character, the number of a paper, a date, a command, what was opened last; then
// large text and high contrast, all by keyboard.
import { dialog, same, settles, truly, until } from './person.mjs'
import { violations } from './axe.mjs'

export default async function ({ app, me, page, note }) {
  const box = page.getByRole('combobox', { name: '搜索' })
  const found = page.getByRole('listbox', { name: '找到的' })
  const look = async (words) => {
    await me.keys('Control+k')
    await until(() => box.evaluate((e) => e === document.activeElement), 'the box has the focus')
    await box.fill(words)
  }
  const group = (title) => found.getByRole('group', { name: title, exact: true })

  // 重 is chong as well as zhong: both find the school, the hit is marked, Enter opens it.
  for (const words of ['zqlxx', 'cqlxx', 'chongqinglu']) {
    await look(words)
    await me.sees('示例县重庆路小学', group('学校'))
    await me.keys('Escape')
  }
  await look('cqlxx')
  await me.sees('重庆路小学', group('学校').locator('mark'))
  const school = await app.value(`SELECT id FROM schools WHERE name = '示例县重庆路小学'`)
  await until(() => found.getByRole('option', { selected: true }).filter({ hasText: '重庆路小学' }).count(), 'the school stands first')
  await me.keys('Enter')
  await settles(() => page.evaluate(() => location.hash), `#/schools/${school}`, 'the page of the school')

  // The number of a paper, as it is printed.
  const paper = (await app.sql(`SELECT id, doc_number FROM notices WHERE doc_number <> '' AND deleted_at IS NULL ORDER BY id DESC LIMIT 1`))[0]
  await look(paper.doc_number)
  await me.sees('找到 1 条', dialog(page))
  await me.keys('Enter')
  await settles(() => page.evaluate(() => location.hash), `#/notices/${paper.id}`, 'the page of the paper')

  // A day, in two ways.
  const visits = await app.value(`SELECT count(*) FROM visits WHERE date = '2026-03-12' AND deleted_at IS NULL`)
  for (const day of ['2026-03-12', '2026年3月12日']) {
    await look(day)
    await settles(() => group('督导记录').getByRole('option').count(), visits, `visits of the day ${day}`)
    await me.keys('Escape')
  }

  // A command, by initials; what was opened last, with nothing typed.
  await look('xddjl')
  await me.sees('写督导记录', group('命令'))
  await me.keys('Enter')
  await settles(() => page.evaluate(() => location.hash), '#/visits/new', 'a new visit')
  await look('')
  await me.sees('示例县重庆路小学', group('最近打开'))
  await me.keys('Escape')

  // The page of shortcuts says what the keys do; the focus comes back.
  await me.goes('学校')
  await me.keys('F1')
  await me.sees('文字放大、缩小', dialog(page))
  await me.keys('Escape')
  await dialog(page).waitFor({ state: 'hidden' })

  // A list by keyboard alone.
  await me.keys('Control+f', 'ArrowDown')
  await until(() => page.evaluate(() => document.activeElement?.tagName === 'TR'), 'the arrow goes into the list')
  await me.keys('ArrowDown', 'End', 'Home', 'Enter')
  await until(async () => /^#\/schools\/\d+$/.test(await page.evaluate(() => location.hash)), 'Enter opens the row')

  // 200 per cent and black on white: nothing cut off, nothing that axe holds against it.
  for (let i = 0; i < 5; i++) await me.keys('Control+Equal')
  same(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '30px', 'text of twice the size')
  await look('gdbd')
  await me.sees('高对比度', group('命令'))
  await me.keys('Enter')
  await until(() => page.evaluate(() => document.documentElement.classList.contains('high-contrast')), 'high contrast')
  for (const title of ['首页', '督导记录', '学校', '报表', '归档文件', '设置']) {
    await look(title)
    await until(() => group('命令').getByRole('option').count(), `the page ${title}`)
    const former = await page.locator('.main > :last-child').elementHandle()
    await me.keys('Enter')
    await page.waitForFunction((e) => !e.isConnected, former)
    await page.locator('.page-head h1').first().waitFor()
    await me.still()
    const wide = await page.evaluate(() => { const m = document.querySelector('.main'); return m.scrollWidth - m.clientWidth })
    truly(wide <= 0, `${title} at 200 %: ${wide} px too wide`)
    same(await violations(page, false), [], `${title} in high contrast`)
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/200-${title}.png` })
  }
  await me.keys('Control+0')
  same(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '15px', 'text as it was')
  note('found by pinyin, number, date and command; 200 % and high contrast')
}
