// A check list made from a starter and edited by keyboard, a new version of one
// that has been used; a unit scored by keyboard, a problem made of a point; the
// statistics are those of the records, on the screen and on paper.
import { pdfText } from './app.mjs'
import { box, dialog, same, settles, truly, until } from './person.mjs'

export default async function ({ app, me, page, note }) {
  await outline(app, me, page)
  await version(app, me, page)
  const unit = await scored(app, me, page)
  note(await statistics(app, me, page, unit))
}

const lines = (app, id) => app.sql(`WITH RECURSIVE t(id, level) AS (SELECT id, 1 FROM checklist_items WHERE checklist_id = ${id} AND parent_id IS NULL
  UNION ALL SELECT i.id, t.level + 1 FROM checklist_items i JOIN t ON t.id = i.parent_id) SELECT t.level || i.name || ':' || i.points AS line FROM checklist_items i JOIN t ON t.id = i.id ORDER BY i.position`)

/** From 规范办学督导要点: lines added, set in, moved, taken back and given points by keyboard. */
async function outline(app, me, page) {
  await me.goes('专项督导')
  await me.clicks('评估表', 'link')
  await page.getByRole('heading', { name: '评估表' }).waitFor()
  await me.clicks('从现成目录新建')
  await dialog(page).getByRole('button', { name: '用“食品安全专项督导”' }).click()
  await settles(() => box(page, '名称').inputValue(), '食品安全专项督导', 'the starter')
  const name = (n) => page.getByLabel(new RegExp(`^第 ${n} 行名称`))
  await settles(() => name(1).inputValue(), '“阳光食堂”平台和食品安全主体责任', 'its first point')
  await box(page, '版本').fill('2027版')

  // A heading before all, the points under it.
  await name(1).focus()
  await me.keys('Enter')
  await me.types('示例补充要点')
  await settles(() => name(2).inputValue(), '示例补充要点', 'a line below')
  await me.keys('Home', 'Tab') // one level in
  await page.getByLabel('第 2 行名称，第 2 级').waitFor()
  await me.keys('Enter')
  await me.types('示例第二条')
  await me.keys('Alt+ArrowUp')
  await settles(() => name(2).inputValue(), '示例第二条', 'moved up')
  await me.keys('Control+z')
  await settles(() => name(2).inputValue(), '示例补充要点', 'and taken back')
  await page.getByLabel('第 2 行分值').focus()
  for (const points of ['12.5', '7.5', '20', '20', '20', '10', '10']) {
    await me.types(points)
    await me.keys('Enter')
  }
  await me.keys('Control+s')
  await me.isTold(/已保存：食品安全专项督导/)
  const id = await app.value("SELECT id FROM checklists WHERE version = '2027版'")
  same((await lines(app, id)).map((l) => l.line), ['1“阳光食堂”平台和食品安全主体责任:0.0', '2示例补充要点:12.5', '2示例第二条:7.5', '1校长陪餐制度:20.0', '1从业人员健康证有效期:20.0', '1采购、运输、储存、加工:20.0', '1食品留样:10.0', '1食堂加工:10.0'], 'the lines as typed')
  same(await app.value(`SELECT full_score FROM checklists WHERE id = ${id}`), 100, 'the full score')
  // A full score that is not the sum is warned of.
  await page.waitForURL(new RegExp(`#/checklists/${id}$`))
  await me.sees('已保存', page.locator('.page-head'))
  await box(page, '总分').fill('120')
  await me.keys('Tab', 'Control+s')
  await me.sees('合计 100 分，与总分 120 分不一致')

  // Points copied out of Excel come behind.
  await me.clicks('粘贴 Excel 指标')
  await dialog(page).getByLabel('粘贴的指标').fill('一级指标\t评估要点\t分值\n示例安全\t示例门卫\t15\n\t示例消防\t5')
  await me.sees('读到 3 行，2 个要点，合计 20 分', dialog(page))
  const paste = dialog(page)
  await paste.getByRole('button', { name: '接在后面' }).click()
  await paste.waitFor({ state: 'hidden' }) // keys go to the form again
  await me.keys('Control+s')
  await until(async () => (await lines(app, id)).length === 11, 'eleven lines')
  await me.seesNo('不一致')
}

/** A used list is fixed; a new version of it is not. */
async function version(app, me, page) {
  const used = await app.value("SELECT id FROM checklists WHERE name = '规范办学督导要点' AND version LIKE '2026%'")
  await page.goto(`${app.url}/#/checklists/${used}`)
  await me.sees('要点、分值和等次不再改动')
  await me.clicks('另立新版本')
  await page.locator('.el-message-box input').fill('2027版（示例）')
  await me.confirms('确定')
  await me.isTold('已另立')
  const id = await until(() => app.value(`SELECT id FROM checklists WHERE name = '规范办学督导要点' AND version = '2027版（示例）' AND state = '草稿'`), 'the new version')
  await page.waitForURL(new RegExp(`#/checklists/${id}$`))
  same((await lines(app, id)).length, (await lines(app, used)).length, 'lines of both versions')
}

/** The first unit not yet scored, typed through by keyboard. */
async function scored(app, me, page) {
  const [u] = await app.sql(`SELECT u.id, u.inspection_id, u.name FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id
    WHERE x.checklist_id IS NOT NULL AND u.school_id IS NOT NULL AND u.score IS NULL AND NOT EXISTS (SELECT 1 FROM unit_scores p WHERE p.unit_id = u.id) ORDER BY u.id LIMIT 1`)
  await page.goto(`${app.url}/#/inspections/${u.inspection_id}/units/${u.id}/scores`)
  await page.getByRole('heading', { name: u.name }).waitFor()
  const at = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  await settles(at, '党政领导干部参与决策和监督的机制得分', 'the cursor at the first point')
  await me.keys('f') // full marks
  await settles(at, '民办学校理事会（董事会）和监督机制得分', 'the next')
  await me.keys('n') // 不适用
  await settles(at, '依法制定章程及执行机制得分', 'the next')
  await me.types('3.5')
  await me.keys('Enter')
  await settles(at, '依法制定章程及执行机制扣分说明', 'points lost need a note')
  await me.types('章程没有经教代会讨论')
  await me.keys('Enter')
  await settles(at, '规章制度健全、岗位职责明确得分', 'and on')
  await me.types('9')
  await me.keys('Enter')
  await me.sees('填 0 到 5')
  await me.keys('Control+a')
  await me.types('b')
  await settles(at, '规章制度健全、岗位职责明确扣分说明', 'nothing met needs a note')
  await me.types('岗位职责没有上墙')
  await me.keys('Enter')
  await settles(() => app.value(`SELECT group_concat(result || COALESCE(score, '-'), ' ') FROM (SELECT p.* FROM unit_scores p JOIN checklist_items i ON i.id = p.item_id WHERE unit_id = ${u.id} ORDER BY i.position)`),
    '符合5.0 不适用- 基本符合3.5 不符合0.0', 'the points as typed')
  same(await app.value(`SELECT score IS NULL FROM inspection_units WHERE id = ${u.id}`), 1, 'no total before the last point')
  await me.clicks('其余满分')
  await me.confirms('记满分')
  // A point that does not apply is left out, the rest counted up to a hundred.
  const want = await until(() => app.value(`SELECT score FROM inspection_units WHERE id = ${u.id}`), 'the total')
  const sum = await app.value(`SELECT round(100 * sum(p.score) / sum(i.points), 2) FROM unit_scores p JOIN checklist_items i ON i.id = p.item_id WHERE p.unit_id = ${u.id} AND p.result <> '不适用'`)
  same(want, sum, 'the total is that of its points')
  await settles(() => page.locator('[data-sum=score]').innerText(), `${want}／100`, 'on the screen')

  await me.clicks('依法制定章程及执行机制转为问题')
  await me.isTold('已登记为问题')
  const [f] = await app.sql(`SELECT f.number, f.content, f.unit_id, f.matter_id, f.source FROM findings f WHERE f.unit_id = ${u.id} ORDER BY f.id DESC LIMIT 1`)
  same([f.content, f.unit_id, f.matter_id, f.source], ['章程没有经教代会讨论', u.id, 1, '专项督导'], 'the problem of the point')
  await page.getByRole('link', { name: f.number }).waitFor()
  return u
}

/** Every number of the statistics against plain SQL; the ranking on paper. */
async function statistics(app, me, page, unit) {
  await me.clicks('结果统计', 'link')
  await page.getByRole('heading', { name: '结果统计' }).waitFor()
  const of = `FROM inspection_units u WHERE u.inspection_id = ${unit.inspection_id} AND u.deleted_at IS NULL`
  const value = (sql) => app.value(`SELECT ${sql} ${of}`)
  const shown = (key) => page.locator(`[data-figure="${key}"]`).innerText()
  const figures = {
    'inspection.units': 'count(*)', 'inspection.scored': 'count(score)', 'inspection.missing': 'sum(score IS NULL)', 'inspection.grade.优秀': "sum(grade = '优秀')", 'inspection.grade.良好': "sum(grade = '良好')",
    mean: 'round(avg(score), 2)', highest: 'max(score)', lowest: 'min(score)',
  }
  for (const [key, sql] of Object.entries(figures)) await settles(async () => Number(await shown(key)), await value(sql), key)
  const ranks = await app.sql(`SELECT u.id, u.name, rank() OVER (ORDER BY u.score DESC) AS place, u.score ${of} AND u.score IS NOT NULL`)
  const mine = ranks.find((r) => r.id === unit.id)
  const cells = page.locator(`tr[data-unit="${unit.id}"] td`)
  same([await cells.nth(0).innerText(), Number(await cells.nth(5).innerText())], [String(mine.place), mine.score], 'rank and score of the unit')
  const [point] = await app.sql(`SELECT i.id, sum(p.result IN ('基本符合', '不符合')) AS short FROM unit_scores p JOIN checklist_items i ON i.id = p.item_id JOIN inspection_units u ON u.id = p.unit_id
    WHERE u.inspection_id = ${unit.inspection_id} AND u.deleted_at IS NULL AND u.score IS NOT NULL GROUP BY i.id ORDER BY 2 DESC, 1 LIMIT 1`)
  const lost = page.locator(`tr[data-point="${point.id}"]`).getByRole('button', { name: /失分单位/ })
  same(await lost.innerText(), String(point.short), 'units that lost at the worst point')
  await lost.click()
  const drawer = page.locator('.el-drawer').filter({ visible: true })
  await settles(() => drawer.locator('tbody tr').count(), point.short, 'the units behind the number')
  await me.escapes(drawer)

  const path = app.file('排名.pdf')
  await page.getByRole('button', { name: /^打印、导出/ }).click()
  await page.getByRole('menuitem', { name: '督导结果排名表' }).filter({ visible: true }).click()
  await dialog(page).locator('canvas').first().waitFor()
  await app.answer('saveFile', path)
  await dialog(page).getByRole('button', { name: '保存 PDF' }).click()
  const text = await until(() => pdfText(path).catch(() => ''), 'the PDF is written')
  for (const r of [ranks[0], mine]) truly(text.includes(`${r.place}${r.name.replace('示例县', '').length >= 4 ? r.name.replace('示例县', '') : r.name}`), `${r.place} ${r.name} in the ranking:\n${text.slice(0, 600)}`)
  return `${ranks.length} units ranked`
}
