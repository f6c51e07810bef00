// A standard pasted out of Excel, a round of a school by it, evidence put to its
// points, the self-score, and a new version that takes the evidence over.
import { dialog, same, settles, truly } from './person.mjs'

const table = [
  '某县学校督导评估指标（示例）',
  '一级指标\t二级指标\t考核要求\t分值\t佐证材料',
  'A1 挂牌\tB1 公示牌挂在校门口\t位置醒目\t10\t照片',
  '\tB2 联络人到位\t有专人\t10\t安排表',
  'A2 整改\tB3 按期整改\t有报告\t20\t整改报告；台账',
  '合计\t\t\t40\t',
].join('\n')

export default async function ({ app, me, page }) {
  await paste({ app, me, page })
  const round = await start({ app, me, page })
  await prove({ app, me, page, round })
  await anew({ app, me, page, round })
}

async function paste({ app, me, page }) {
  await page.goto(`${app.url}/#/standards/new`)
  await me.sees('按规则编码')
  await me.fills('简称', '乡校标准')
  await page.getByRole('textbox', { name: '名称', exact: true }).fill('学校督导评估标准（示例）')
  await me.clicks('粘贴、导入指标')
  await page.getByRole('textbox', { name: '粘贴的指标' }).fill(table)
  await me.sees('读到 5 行，3 个考核点，合计 40 分')
  await page.getByRole('button', { name: '放进标准' }).click()
  await page.getByRole('textbox', { name: '编码规则' }).or(page.getByRole('combobox', { name: '编码规则' })).fill('{1}-{2}')
  await me.clicks('按规则编码')
  await settles(() => page.getByRole('textbox', { name: '第 5 行编码' }).inputValue(), '2-1', 'the code of the last line')
  await page.getByRole('radio', { name: /启用/ }).click()
  await me.keys('Control+s')
  await me.isTold('已保存')
  const rows = await app.sql("SELECT i.code, i.name, i.points, i.requirement FROM indicators i JOIN standards s ON s.id = i.standard_id WHERE s.key = '乡校标准' ORDER BY i.position")
  same(rows.map((r) => `${r.code} ${r.name} ${r.points}`), ['1 挂牌 0', '1-1 公示牌挂在校门口 10', '1-2 联络人到位 10', '2 整改 0', '2-1 按期整改 20'], 'the lines')
  same(rows[4].requirement, '有报告', 'a requirement')
  same(await app.value("SELECT count(*) FROM indicator_needs n JOIN standards s ON s.id = n.standard_id WHERE s.key = '乡校标准'"), 4, 'what is asked to be shown')
}

async function start({ app, me, page }) {
  await page.goto(`${app.url}/#/evaluations`)
  await me.clicks('新建一轮评估')
  await dialog(page).getByRole('combobox', { name: '标准', exact: true }).selectOption({ label: '学校：学校督导评估标准（示例）（2026版）' }).catch(async () => {
    const label = await dialog(page).locator('option', { hasText: '学校督导评估标准（示例）' }).first().textContent()
    await dialog(page).getByRole('combobox', { name: '标准', exact: true }).selectOption({ label })
  })
  const school = await app.sql("SELECT s.id, s.name FROM schools s JOIN visits v ON v.school_id = s.id WHERE s.kind <> '幼儿园' AND v.date >= '2026-01-01' AND v.state <> '取消' AND v.deleted_at IS NULL ORDER BY v.id LIMIT 1")
  const picker = dialog(page).getByRole('combobox', { name: '评估的学校' })
  await picker.fill(school[0].name)
  await picker.press('Enter')
  await me.sees('1 所')
  await dialog(page).getByRole('button', { name: '建好' }).click()
  await settles(() => app.value("SELECT count(*) FROM evaluations e JOIN standards s ON s.id = e.standard_id WHERE s.key = '乡校标准'"), 1, 'rounds')
  await me.sees('公示牌挂在校门口')
  const [made] = await app.sql("SELECT e.id, e.school_id FROM evaluations e JOIN standards s ON s.id = e.standard_id WHERE s.key = '乡校标准'")
  same(made.school_id, school[0].id, 'the school')
  return { ...made, name: school[0].name }
}

async function prove({ app, me, page, round }) {
  await page.getByRole('button', { name: '为“照片”找材料' }).click()
  const find = dialog(page).getByRole('textbox', { name: '找材料' })
  await find.fill(round.name)
  const boxes = dialog(page).locator('.material input[type=checkbox]:not(:disabled)')
  await settles(async () => (await boxes.count()) >= 2 && (await dialog(page).locator('.material tbody tr').first().textContent()).includes(round.name.slice(0, 2)), true, 'material found')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await dialog(page).getByRole('button', { name: '加上 2 件' }).click()
  await me.isTold('已加 2 件')
  same(await app.value(`SELECT count(*) FROM evidence_links WHERE evaluation_id = ${round.id} AND need_id IS NOT NULL`), 2, 'links')
  await me.sees('佐证材料（2）')
  await page.getByRole('textbox', { name: '自评分' }).fill('8')
  await page.getByRole('textbox', { name: '自评分' }).press('Enter')
  await settles(() => app.value(`SELECT self_score FROM evaluation_items WHERE evaluation_id = ${round.id}`), 8, 'the self-score')
  await page.getByRole('textbox', { name: '扣分说明' }).fill('牌子褪色，扣2分。')
  await me.keys('Alt+ArrowDown')
  await settles(() => app.value(`SELECT deduction FROM evaluation_items WHERE evaluation_id = ${round.id}`), '牌子褪色，扣2分。', 'what was taken off')
  await me.sees('有专人')
  await me.sees('自评 8 / 40 分')
}

async function anew({ app, me, page, round }) {
  const old = await app.value("SELECT id FROM standards WHERE key = '乡校标准'")
  const before = await app.sql(`SELECT * FROM evidence_links WHERE evaluation_id = ${round.id}`)
  await page.goto(`${app.url}/#/standards/${old}`)
  await me.clicks('另立新版本')
  await page.getByRole('textbox').last().fill('2027版')
  await page.locator('.el-message-box').getByRole('button').last().click()
  await me.isTold('已另立')
  await settles(() => app.value("SELECT count(*) FROM standards WHERE key = '乡校标准'"), 2, 'versions')
  const made = await app.value(`SELECT id FROM standards WHERE replaces_id = ${old}`)
  await page.goto(`${app.url}/#/standards/${made}/map`)
  await me.sees('带过去 2 件次，要看 0 件次，新增 2 条无材料。')
  await page.getByRole('combobox', { name: '1-1 公示牌挂在校门口的关系' }).selectOption({ label: '部分相关' })
  await me.sees('带过去 0 件次，要看 2 件次，新增 3 条无材料。')
  await page.getByRole('combobox', { name: '1-1 公示牌挂在校门口的关系' }).selectOption({ label: '相同' })
  await me.sees('带过去 2 件次，要看 0 件次，新增 2 条无材料。')
  await me.clicks('按新版本建评估')
  await settles(() => app.value(`SELECT count(*) FROM evidence_links l JOIN evaluations e ON e.id = l.evaluation_id WHERE e.standard_id = ${made}`), 2, 'evidence taken over')
  same(await app.sql(`SELECT * FROM evidence_links WHERE evaluation_id = ${round.id}`), before, 'the evidence of the old round')
  same(await app.value(`SELECT count(*) FROM standard_maps WHERE standard_id = ${made}`), 3, 'the mapping')
  truly(page.url().includes('/evaluations/'), 'the new round is open')
}
