// A problem past its limit: the school is reminded with one click, then a 督办单 is
// drafted, registered and goes its steps to 归档. While it is under way the problem
// stands under it.
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly, until } from './person.mjs'

const late = `SELECT f.id, f.number, f.content, s.name school FROM findings f JOIN schools s ON s.id = f.school_id
  WHERE f.deleted_at IS NULL AND f.state = '整改中' AND f.due_on BETWEEN '2024-01-01' AND '2026-03-01'
    AND NOT EXISTS (SELECT 1 FROM notice_findings x JOIN notices n ON n.id = x.notice_id WHERE x.finding_id = f.id AND n.kind IN ('督办单', '催办单'))
  ORDER BY f.id LIMIT 1`
const steps = [
  ['批示', '批示领导', '傅示和', '批示内容', '请基建股一周内到校解决'],
  ['承办', '承办人', '郝示文', '承办情况', '已到校查看，材料已订购'],
  ['结果', '承办人', '郝示文', '处理结果', '已更换，学校验收'],
  ['答复', '答复人', '钱示兰', '答复内容', '已书面答复督学'],
  ['归档', '归档人', '钱示兰'],
]

export default async function (world) {
  const [finding] = await world.app.sql(late)
  await remind(world, finding)
  const id = await register(world, finding)
  await follow(world, finding, id)
  await paper(world, finding, id)
}

async function remind({ app, me, page }, finding) {
  await page.goto(`${app.url}/#/findings/${finding.id}`)
  await me.sees(`问题 ${finding.number}`)
  await me.sees(/超期 \d+ 天/)
  const before = await app.value('SELECT count(*) FROM notices')
  await me.clicks('催办', 'button', { exact: true })
  await me.isTold(/催办单 CB\d{4}-\d{4} 已发出/)
  await me.sees('已催办 1 次')
  await settles(() => app.value('SELECT count(*) FROM notices'), before + 1, 'one paper more')
  const [n] = await app.sql(`SELECT n.kind, n.state, n.body FROM notices n JOIN notice_findings x ON x.notice_id = n.id WHERE x.finding_id = ${finding.id} AND n.kind = '催办单'`)
  truly(n.state === '发出' && n.body.includes(finding.content.slice(0, 20)), `the reminder: ${JSON.stringify(n)}`)
}

async function register({ app, me, page }, finding) {
  await me.clicks('出督办单')
  await until(async () => (await box(page, '问题及建议').inputValue()).includes(finding.content.slice(0, 20)), 'the paper is worded')
  await box(page, '科室或单位').fill('县教育局基建股')
  await me.keys('Control+s')
  await me.isTold(/已保存：DB/)
  await page.waitForURL(/#\/notices\/\d+$/) // the saved one is opened anew
  await me.idle()
  const id = await until(() => app.value(`SELECT n.id FROM notices n JOIN notice_findings x ON x.notice_id = n.id WHERE x.finding_id = ${finding.id} AND n.kind = '督办单'`), 'the draft')
  const stands = () => app.value(`SELECT state FROM findings WHERE id = ${finding.id}`)
  same([await stands(), await app.value(`SELECT state || doc_number FROM notices WHERE id = ${id}`)], ['整改中', '草稿'], 'a draft presses nobody')

  // Nothing goes out without a name.
  const form = dialog(page)
  await me.clicks('登记', 'button', { exact: true })
  await form.getByRole('button', { name: '保存' }).click()
  await me.sees(/请填写登记人/, form)
  same(await app.value(`SELECT state || doc_number FROM notices WHERE id = ${id}`), '草稿', 'the draft after a refusal')
  await box(form, '登记人').fill('钱示兰')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'hidden' })
  await settles(stands, '督办中', 'the problem stands under it')
  truly(/〔\d{4}〕\d+号/.test(await app.value(`SELECT doc_number FROM notices WHERE id = ${id}`)), 'it has its 文号')
  return id
}

async function follow({ app, me, page }, finding, id) {
  const form = dialog(page)
  for (const [step, person, by, label, text] of steps) {
    await me.clicks(step, 'button', { exact: true })
    await box(form, person).fill(by)
    if (label) await box(form, label).fill(text)
    await form.getByRole('button', { name: '保存' }).click()
    await form.waitFor({ state: 'hidden' })
    await settles(() => app.value(`SELECT state FROM notices WHERE id = ${id}`), step, 'the step it stands at')
  }
  same(
    (await app.sql(`SELECT step, by_whom, text FROM notice_steps WHERE notice_id = ${id} ORDER BY position`)).map((s) => [s.step, s.by_whom, s.text]),
    [['登记', '钱示兰', ''], ...steps.map(([step, , by, , text]) => [step, by, text ?? ''])], 'the steps on record',
  )
  same(await app.value(`SELECT state FROM findings WHERE id = ${finding.id}`), '整改中', 'the problem stands free again, and is not closed by it')
}

async function paper({ app, me, page }, finding, id) {
  await me.clicks('打印', 'button', { exact: true })
  const form = dialog(page)
  await form.locator('canvas').first().waitFor()
  const file = app.file('督办单.pdf')
  await app.answer('saveFile', file)
  await form.getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold(`已保存：${file}`)
  const text = await pdfText(file)
  const number = await app.value(`SELECT doc_number FROM notices WHERE id = ${id}`)
  const words = steps.flatMap(([, , by, , said]) => [by, said]).filter(Boolean)
  for (const want of ['督办单', number, finding.school, finding.content.slice(0, 12), '县教育局基建股', ...words]) truly(text.includes(want), `the paper has “${want}”:\n${text}`)
}
