// What an evaluation lacks: a gap is mended from its line and is gone, the schedule
// is reckoned back, a spot check is drawn, marked and printed.
import { writeFile } from 'node:fs/promises'
import { dialog, same, settles, truly, until } from './person.mjs'
import { pdfText } from './app.mjs'

const gone = 'deleted_at IS NULL'

export default async function ({ app, me, page }) {
  const id = await app.value(`SELECT e.id FROM evaluations e JOIN standards s ON s.id = e.standard_id WHERE s.key = '创新县' AND e.${gone} ORDER BY e.year DESC LIMIT 1`)
  await page.goto(`${app.url}/#/evaluations/${id}/gaps`)
  await me.sees('有缺口')
  await me.still()
  for (const kind of ['缺材料', '年度不对', '有电子无纸质', '有纸质无扫描', '盒中未找到', '数量不足', '不完整']) {
    truly(await page.getByRole('button', { name: new RegExp(`^${kind} \\d+$`) }).count() === 1, `the count of ${kind}`)
  }
  await scan({ app, me, page })
  await list({ app, me, page })
  await schedule({ app, me, page, id })
  await spot({ app, me, page, id })
}

/** A paper without a scan gets its file and leaves the list. */
async function scan({ app, me, page }) {
  await page.getByRole('button', { name: /^有纸质无扫描/ }).click()
  const all = page.getByRole('button', { name: /^附扫描件：/ })
  await all.first().waitFor()
  const before = await all.count()
  const title = (await all.first().getAttribute('aria-label')).replace('附扫描件：', '')
  const path = app.file('2025-09-12 制度扫描.pdf')
  await writeFile(path, Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n'))
  await app.answer('openFiles', path)
  await all.first().click()
  await me.isTold('已加入 1 个文件')
  await settles(() => all.count(), before - 1, 'papers without a scan')
  same(await app.value(`SELECT e.title || ' ' || e.dated_on FROM attachments a JOIN evidence e ON e.id = a.owner_id WHERE a.owner_kind = 'evidence' AND a.name = '2025-09-12 制度扫描.pdf' AND a.${gone}`), title, 'the evidence that the file went to')
}

async function list({ app, me, page }) {
  await page.getByRole('button', { name: '打印缺项清单' }).click()
  const path = app.file('缺项清单.pdf')
  await app.answer('saveFile', path)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the list is written')
  for (const want of ['缺项清单', '盒中未找到', '年度不对', '专项督导制度']) truly(text.includes(want), `the list says ${want}`)
  await me.escapes(dialog(page))
}

async function schedule({ app, me, page, id }) {
  await page.getByRole('link', { name: '倒排工期' }).click()
  await me.sees('个工作日')
  const day = page.getByRole('textbox', { name: '5-3 的完成日期' })
  await day.fill('2026-04-08')
  await day.press('Enter')
  await settles(() => app.value(`SELECT x.due_on FROM evaluation_items x JOIN indicators i ON i.id = x.indicator_id WHERE x.evaluation_id = ${id} AND i.code = '5-3'`), '2026-04-08', 'the day of 5-3')
}

async function spot({ app, me, page, id }) {
  await page.goto(`${app.url}/#/evaluations/${id}/spots`)
  await me.sees('还没有抽查过')
  await me.fills('抽学校', '2')
  await me.fills('抽考核点', '4')
  await me.fills('抽签号', '8848')
  await me.fills('抽查人', '示例甲')
  await page.getByRole('button', { name: '抽签', exact: true }).click()
  await me.sees('开始计时')
  const [check] = await app.sql('SELECT id, seed, schools, points FROM spot_checks')
  same([check.seed, check.schools, check.points], [8848, 2, 4], 'the draw')
  const items = await app.value(`SELECT count(*) FROM spot_items WHERE spot_check_id = ${check.id}`)
  await me.clicks('开始计时')
  const clock = page.getByRole('timer')
  await until(async () => (await clock.innerText()) >= '0:02', 'the clock runs')
  const asked = page.url()
  await page.goto(`${app.url}/#/evaluations/${id}`) // a record that proves it is looked up
  await clock.waitFor({ state: 'detached' })
  await page.goto(asked)
  await clock.waitFor()
  await until(async () => (await clock.innerText()) !== '0:00', 'the clock stands')
  truly((await clock.innerText()) >= '0:02', 'the clock runs on meanwhile')
  for (let n = 1; n <= items; n++) {
    await page.getByLabel('在哪里', { exact: true }).fill(`第 ${n} 盒`)
    await page.locator('h1').click()
    await me.keys(n === 1 ? 'F9' : 'F8')
    await settles(() => app.value(`SELECT count(*) FROM spot_items WHERE spot_check_id = ${check.id} AND result <> ''`), n, 'things asked for')
    await me.sees(n === items ? '重查这一项' : '未找到 1')
  }
  same(await app.value(`SELECT ended_at <> '' FROM spot_checks WHERE id = ${check.id}`), 1, 'the clock has stopped')
  await me.clicks('打印结果')
  const path = app.file('抽查结果.pdf')
  await app.answer('saveFile', path)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  await me.isTold('已保存')
  const text = await pdfText(path)
  for (const want of ['模拟抽查结果', '抽签号8848', '示例甲', '未找到1项', '结果相同']) truly(text.includes(want), `the sheet says ${want}`)
}
