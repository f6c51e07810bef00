// The county settles its 文号 and copies; the papers of a visit are looked at and
// saved.
import { pdfText } from './app.mjs'
import { same, settles, truly } from './person.mjs'

const lateMs = 1500 // longer than the next paper takes

export default async function (world) {
  await settings(world)
  await papersOfAVisit(world)
}

/** A pattern shows at once what it makes; a wrong one is named and not saved. */
async function settings({ app, me, page }) {
  await me.goes('设置')
  await me.clicks('文书', 'button', { exact: true })
  const pattern = page.getByLabel('限期整改通知书的文号样式', { exact: true })
  await pattern.waitFor()
  await me.sees(/示教督改〔\d{4}〕3号/)
  const stored = "SELECT value FROM settings WHERE key = 'office'"
  const before = await app.value(stored)
  await pattern.fill('{字}整{月}〔{年}〕{号}号')
  await me.sees(/“\{月\}”不认识/)
  await me.keys('Control+s')
  await me.sees('没有保存')
  same(await app.value(stored), before, 'the settings after a refused save')

  await pattern.fill('{字}整〔{年}〕{号}号')
  await me.sees(/示教督整〔\d{4}〕3号/)
  await me.fills('督导反馈单的份数', '4')
  await me.keys('Control+s')
  await me.isTold('已保存文书设置')
  const way = async (form) => JSON.parse(await app.value(stored)).papers.find((p) => p.form === form)
  await settles(async () => (await way('notice'))?.pattern, '{字}整〔{年}〕{号}号', 'the pattern on record')
  await settles(async () => (await way('feedback'))?.copies, 4, 'the copies on record')
}

/** By Ctrl+P the record, by the menu the feedback, though the paper before is slow to go;
    Esc closes the menu and not the page. */
async function papersOfAVisit({ app, me, page }) {
  const [visit] = await app.sql(`SELECT v.id, v.number FROM visits v JOIN findings f ON f.visit_id = v.id
    WHERE v.deleted_at IS NULL AND f.deleted_at IS NULL ORDER BY v.date DESC, v.id DESC LIMIT 1`)
  await page.goto(`${app.url}/#/visits/${visit.id}`)
  await me.sees(`督导记录 ${visit.number}`)
  await me.idle()
  await page.evaluate((late) => {
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (message, ...rest) {
      setTimeout(() => post.call(this, message, ...rest), message.action === 'Terminate' ? late : 0)
    }
  }, lateMs)
  await me.keys('Control+p')
  const dialog = page.locator('.el-dialog').filter({ visible: true })
  await me.sees('督导记录表', dialog)
  await dialog.locator('canvas').first().waitFor()
  await me.escapes(dialog)

  const choice = page.getByRole('menuitem', { name: '督导反馈单' })
  await me.clicks(/^打印/)
  await choice.waitFor()
  await me.keys('Escape')
  await choice.waitFor({ state: 'hidden' })
  await me.sees(`督导记录 ${visit.number}`)
  await me.clicks(/^打印/)
  await choice.click()
  await dialog.locator('canvas').first().waitFor()
  const file = app.file('反馈单.pdf')
  await app.answer('saveFile', file)
  await dialog.getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold(`已保存：${file}`)
  const text = await pdfText(file)
  for (const want of ['督导反馈单', visit.number, '存在的问题', '本单一式四份']) truly(text.includes(want), `the paper has “${want}”:\n${text}`)
}
