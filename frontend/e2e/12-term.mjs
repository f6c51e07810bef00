// The report of a 学期: what the months wrote is taken over, and the months in
// it add up to what the records hold.
import { pdfText } from './app.mjs'
import { settles, truly, until } from './person.mjs'

export default async function ({ app, me, page, note }) {
  await me.goes('报表')
  await me.chooses('报告种类', '学期报告')
  await me.chooses('学期', '2025—2026学年第一学期')
  await until(() => page.locator('.pdf').getByText(/第一学期督导报告/).count(), 'the report of the 学期 stands')

  // What a month wrote under 督导建议 goes behind the report's own words.
  const part = page.locator('.part', { has: page.getByRole('heading', { name: '督导建议' }) })
  await part.getByRole('button', { name: '看各月写的' }).click()
  await part.getByText('2025年11月', { exact: true }).waitFor()
  await part.locator('section', { hasText: '2025年11月' }).getByRole('button', { name: '加到后面' }).click()
  const box = part.getByRole('textbox')
  const text = await until(async () => /2025年11月：[^]+$/.exec(await box.inputValue())?.[0], 'the words of November')
  truly(!/[①-⑳]/.test(text), 'the words taken over carry no mark of the month')
  await box.press('Control+s')
  await me.isTold('已保存“督导建议”')

  const pdf = app.file('学期报告.pdf')
  await app.answer('saveFile', pdf)
  await me.clicks('保存 PDF')
  await me.isTold('已保存：')
  const paper = await until(() => pdfText(pdf).catch(() => ''), 'the PDF is written')
  truly(paper.includes('2025年11月：'), 'the PDF holds the words of November')
  truly(!paper.slice(0, 4000).includes('本月'), 'the report speaks of the 学期, not of a month')

  const visits = await app.value("SELECT count(*) FROM visits WHERE date >= '2025-09-01' AND date < '2026-03-01' AND state NOT IN ('取消', '计划', '已备案') AND deleted_at IS NULL")
  truly(paper.includes(`本学期共督导${visits}校次`), `the PDF holds the ${visits} visits`)
  await me.clicks(/^数据/, 'tab')
  await settles(async () => Number((await page.locator('tr', { hasText: '督导次数' }).first().locator('td strong').innerText()).replaceAll(',', '')), visits, 'visits of the 学期 on the screen')
  note(`${visits} visits`)
}
