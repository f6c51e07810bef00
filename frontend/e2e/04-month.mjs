// The month on paper: figures and their records, a part in the clerk's own
// words, PDF and Excel, sealing, and what came after it.
import { pdfText, python } from './app.mjs'
import { same, settles, truly, until } from './person.mjs'

const words = '经核对，三月份督导工作按计划完成，下月重点复查食堂留样。'

export default async function ({ app, me, page, note }) {
  await me.goes('报表')
  await page.getByLabel('月份', { exact: true }).selectOption('2026-03')
  await me.sees(/第 1 页，共 \d+ 页/)
  await until(() => page.locator('.pdf .pages canvas').first().evaluate(inked), 'a page of the report is drawn')

  // The figures are those of the records.
  await me.clicks(/^数据/, 'tab')
  const visits = await app.value("SELECT count(*) FROM visits WHERE date LIKE '2026-03-%' AND state <> '取消' AND deleted_at IS NULL")
  await settles(() => shownFigure(page, '督导次数'), visits, 'visits of the month')
  const coverage = (await page.locator('tr', { hasText: '覆盖率' }).first().locator('td strong').innerText()).trim()

  // A figure opens its records, as many as it says.
  await page.locator('tr', { hasText: '督导次数' }).first().click()
  const drawer = page.locator('.el-drawer').filter({ visible: true })
  await drawer.getByText(/口径/).waitFor()
  await settles(() => drawer.locator('tbody tr').count(), visits, 'records behind the figure')
  await drawer.locator('tbody tr').first().click()
  await me.sees('修改历史')
  await page.goBack()
  await me.sees(/第 1 页，共 \d+ 页/)

  // One part in own words; the preview follows.
  const part = page.getByLabel('督导结论', { exact: true })
  await part.fill(words)
  await part.press('Control+s')
  await me.isTold('已保存“督导结论”')
  await me.sees('自己写的，不随数据变')

  // PDF and Excel where the clerk wants them.
  const pdf = app.file('三月月报.pdf')
  await app.answer('saveFile', pdf)
  await me.clicks('保存 PDF')
  await me.isTold('已保存：')
  const text = await until(() => pdfText(pdf).catch(() => ''), 'the PDF is written')
  truly(text.includes(words), 'the PDF holds the words of the clerk')
  truly(text.includes(`覆盖率${coverage}`), `the PDF holds the coverage ${coverage}`)
  truly(text.includes(`${visits}校次`), `the PDF holds the ${visits} visits`)
  const xlsx = app.file('三月月报.xlsx')
  await app.answer('saveFile', xlsx)
  await me.clicks('保存 Excel')
  const book = await until(() => python('workbook.py', 'read', xlsx).catch(() => undefined), 'the workbook is written')
  truly(JSON.stringify(book).includes(words), 'the workbook holds the words of the clerk')

  // Sealed: a number, a file, and no change by what comes later.
  await me.clicks('签发', 'button', { exact: true })
  await me.confirms('签发')
  await me.isTold(/已签发：/)
  await me.sees('封存后没有新增')
  await settles(() => app.value('SELECT count(*) FROM issued_reports'), 1, 'sealed reports')
  note(`coverage ${coverage}, ${visits} visits`)

  await addVisit(app, me, page)
  await me.goes('报表')
  await page.getByLabel('月份', { exact: true }).selectOption('2026-03')
  await me.clicks(/已签发/, 'tab')
  await me.clicks(/封存后新增 1/)
  await me.sees('没有算进已签发的报告', drawer)
  await me.sees('示例县第二小学', drawer)
  await me.escapes(drawer)
  await me.clicks(/^数据/, 'tab')
  await settles(() => shownFigure(page, '督导次数'), visits + 1, 'the open report counts the new visit')
  const figures = JSON.parse(await app.value('SELECT figures FROM issued_reports'))
  same(figures.find((f) => f.name === '督导次数').value, visits, 'the sealed report does not')
}

/** Whether something dark is drawn on the canvas. */
function inked(canvas) {
  if (canvas.width === 0) return false
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i] < 128) return true
  return false
}

async function shownFigure(page, name) {
  return Number((await page.locator('tr', { hasText: name }).first().locator('td strong').innerText()).replaceAll(',', ''))
}

/** One more visit in the sealed month. */
async function addVisit(app, me, page) {
  await me.goes('督导记录')
  await me.clicks('新建督导记录')
  await page.getByLabel('督导日期', { exact: true }).fill('2026-03-30')
  await page.getByLabel('督导日期', { exact: true }).press('Enter')
  await page.getByLabel('学校', { exact: true }).fill('第二小学')
  await page.getByRole('option', { name: '示例县第二小学' }).click()
  await until(() => page.getByLabel('责任督学', { exact: true }).inputValue(), 'the inspector filled from the assignment')
  await page.getByRole('textbox', { name: '督导纪实' }).fill('补录：查看了课后服务安排。')
  await me.keys('Control+s')
  await me.isTold(/已保存 \S+/)
}
