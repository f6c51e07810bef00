// The screen is locked by its key and shows nothing; a wrong password, the right
// one; and a paper for everyone leaves a line in 导出记录.
import { join } from 'node:path'
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly } from './person.mjs'

const word = '梧桐树下-7'

export default async function ({ app, me, page }) {
  await me.goes('设置')
  await me.clicks('安全')
  await me.sees('这是锁屏，不是加密')
  await me.clicks('设密码…')
  await box(dialog(page), '新密码').fill(word)
  await box(dialog(page), '再输一遍').fill(word)
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await me.sees('已设密码')

  // Half a record is typed; the lock hides it and keeps it.
  await me.goes('督导记录')
  await page.locator('.records tbody tr').first().click()
  const advice = page.locator('textarea').first()
  await advice.waitFor()
  const typed = `${await advice.inputValue()}没有保存的话`
  await advice.fill(typed)
  await me.keys('Control+l')
  await me.sees('督导台账 已锁屏')
  const shown = await page.evaluate(() => document.body.innerText)
  truly(!/示例|JL2026|督导记录/.test(shown), `nothing but the lock stands on the page: ${shown}`)
  await settles(() => page.evaluate(() => window.go.desk.Security.State().then((s) => s.locked)), true, 'the program itself is locked')
  const refused = await page.evaluate(() => window.go.desk.Schools.Options().then(() => 'answered', (e) => JSON.parse(e.message).code))
  same(refused, 'shut', 'the program refuses what is asked past the page')
  const word2 = page.getByLabel('锁屏密码', { exact: true })
  await word2.fill('不是这个')
  await me.keys('Enter')
  await me.sees('锁屏密码不对')
  await word2.fill(word)
  await me.keys('Enter')
  await advice.waitFor()
  same(await advice.inputValue(), typed, 'what was typed')

  await me.keys('Control+s')
  await me.isTold('已保存')
  const file = join(app.out, '公示.pdf')
  await app.answer('saveFile', file)
  await me.keys('Control+p')
  await dialog(page).getByLabel('遮盖程度').selectOption('公示')
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold('已保存：')
  truly((await pdfText(file)).length > 50, 'the paper is written')
  await me.escapes(dialog(page))
  await me.goes('设置')
  await me.clicks('导出记录')
  await page.getByLabel('遮盖程度', { exact: true }).selectOption('公示')
  await me.sees('公示.pdf')
  await settles(() => page.locator('main table.plain tbody tr').count(), 1, 'lines of the log at this level')
  same(await app.value("SELECT count(*) FROM outgoing WHERE level = '公示' AND file = '公示.pdf'"), 1, 'the line in the records')
}
