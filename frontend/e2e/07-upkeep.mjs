// What changes in an office over the years: a new division into zones, a
// school that moves, an inspector's appointment, a plate, a rule with its
// source; and what was deleted comes back.
import { settles, truly, until } from './person.mjs'

export default async function (world) {
  await zones(world)
  await inspector(world)
  await plate(world)
  await rule(world)
  await trash(world)
}

/** A new version of the division, a school moved in it, the two compared. */
async function zones({ app, me, page }) {
  const versions = await app.value('SELECT count(*) FROM zone_versions')
  await me.goes('责任区')
  await me.sees('第一责任区')
  await me.clicks('另立新版本')
  const dialog = shownDialog(page)
  await dialog.getByRole('textbox', { name: '版本号' }).fill('2026 年秋季版')
  await dialog.getByRole('textbox', { name: '启用日期' }).fill('2026.11.1')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await settles(() => app.value('SELECT count(*) FROM zone_versions'), versions + 1, 'versions of the division')
  const id = await app.value("SELECT id FROM zone_versions WHERE number = '2026 年秋季版'")
  const inZone = `SELECT z.name FROM zone_schools x JOIN zones z ON z.id = x.zone_id JOIN schools s ON s.id = x.school_id
    WHERE z.version_id = ${id} AND s.name = '示例县重庆路小学'`
  const before = await app.value(inZone)
  truly(before && before !== '第五责任区', `the copy keeps the school in its zone, not “${before}”`)

  await page.getByRole('combobox', { name: /^版本/ }).selectOption(String(id))
  await page.locator('section', { has: page.getByRole('heading', { name: '第五责任区' }) }).getByRole('button', { name: '划入学校' }).click()
  const place = shownDialog(page)
  await place.getByText('第五责任区').first().waitFor()
  const onlyFree = place.locator('.el-checkbox', { hasText: '只列未划入的' })
  if (await onlyFree.locator('input').isChecked()) await onlyFree.click()
  await until(async () => !(await onlyFree.locator('input').isChecked()), 'schools of all zones are listed')
  await place.getByLabel('查找学校').fill('zqlxx')
  await place.locator('.el-checkbox', { hasText: '示例县重庆路小学' }).click()
  await place.getByRole('button', { name: '划入 1 所' }).click()
  await me.isTold('已把 1 所学校划入第五责任区')
  await settles(() => app.value(inZone), '第五责任区', 'the zone of the moved school')

  await page.getByRole('combobox', { name: /^对照/ }).selectOption({ index: 1 })
  await me.sees(/变动的学校（1）/)
  await page.getByRole('row', { name: new RegExp(`示例县重庆路小学.*${before}.*第五责任区`) }).waitFor()
}

async function inspector({ app, me, page }) {
  await me.goes('督学')
  await me.clicks('新增督学')
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('欧阳示范')
  await me.keys('Control+s')
  await me.isTold('已保存：欧阳示范')
  await page.waitForURL(/#\/inspectors\/\d+$/)
  await me.idle()
  await me.clicks(/登记聘任/)
  const dialog = shownDialog(page)
  await dialog.getByRole('textbox', { name: '任期开始' }).fill('2026-9-1')
  await dialog.getByRole('textbox', { name: '任期结束' }).fill('2029-8-31')
  await dialog.getByRole('textbox', { name: '聘书号' }).fill('示聘 27')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByRole('row', { name: /2026-09-01 至 2029-08-31/ }).waitFor()
  await settles(
    () => app.sql("SELECT a.starts_on, a.ends_on, a.letter_no FROM appointments a JOIN inspectors i ON i.id = a.inspector_id WHERE i.name = '欧阳示范'"),
    [{ starts_on: '2026-09-01', ends_on: '2029-08-31', letter_no: '示聘 27' }], 'the appointment',
  )
}

/** A school gets a second inspector, with a plate. */
async function plate({ app, me, page }) {
  await me.goes('学校')
  await me.keys('Control+f')
  await me.types('qmzx')
  await settles(() => page.locator('.records tbody tr').count(), 1, 'the school by its initials')
  await page.getByRole('row', { name: /示例县启明中学/ }).click()
  await me.clicks(/指定责任督学/)
  const dialog = shownDialog(page)
  await dialog.getByRole('combobox', { name: '督学' }).fill('oysf')
  await dialog.getByRole('option', { name: '欧阳示范' }).click()
  await dialog.getByRole('radiogroup', { name: '主协' }).press('2')
  await dialog.getByRole('textbox', { name: '起始日期' }).fill('2026-9-1')
  await dialog.getByRole('textbox', { name: '挂牌日期' }).fill('2026-9-10')
  await dialog.getByRole('textbox', { name: '公示牌编号' }).fill('示牌 158')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByRole('row', { name: /欧阳示范.*协.*示牌 158/ }).waitFor()
  await settles(
    () => app.sql(`SELECT x.role, x.starts_on, x.plate_on, x.plate_no FROM assignments x JOIN inspectors i ON i.id = x.inspector_id
      JOIN schools s ON s.id = x.school_id WHERE i.name = '欧阳示范' AND s.name = '示例县启明中学'`),
    [{ role: '协', starts_on: '2026-09-01', plate_on: '2026-09-10', plate_no: '示牌 158' }], 'the assignment',
  )
}

/** A number of the rules changes from a day on, with its source. */
async function rule({ app, me, page }) {
  const rules = await app.value('SELECT count(*) FROM rules')
  await me.goes('设置')
  await me.clicks('规则与期限')
  const row = page.getByRole('row', { name: /回访|整改/ }).first()
  const name = (await row.locator('td').first().innerText()).trim()
  await row.getByRole('button', { name: '修改' }).click()
  const dialog = shownDialog(page)
  await dialog.getByRole('spinbutton').fill('12')
  await dialog.getByRole('textbox', { name: '依据' }).fill('示例县督导室工作规程第八条')
  await dialog.getByRole('textbox', { name: '启用日期' }).fill('2027-1-1')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await settles(() => app.value('SELECT count(*) FROM rules'), rules + 1, 'the old number stays beside the new one')
  await settles(
    () => app.sql(`SELECT value, source FROM rules WHERE valid_from = '2027-01-01' AND name = '${name}'`),
    [{ value: 12, source: '示例县督导室工作规程第八条' }], 'the new number',
  )
}

async function trash({ app, me, page }) {
  const all = await app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL')
  await me.goes('督导记录')
  await page.locator('.records tbody tr').first().click()
  const title = page.getByRole('heading', { name: /^督导记录 \S/ })
  await title.waitFor()
  const number = (await title.innerText()).replace('督导记录', '').trim()
  await me.clicks('删除')
  await me.confirms('移到回收站')
  await me.sees(`${(all - 1).toLocaleString('zh-CN')} 条`, page.locator('.page-head'))
  await settles(() => app.value(`SELECT count(*) FROM visits WHERE number = '${number}' AND deleted_at IS NOT NULL`), 1, 'the visit in the trash')
  await me.goes('设置')
  await me.clicks('回收站')
  await page.getByRole('row', { name: new RegExp(number) }).getByRole('button', { name: '恢复' }).click()
  await me.isTold(/已恢复：/)
  await settles(() => app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL'), all, 'visits after the recovery')
}

const shownDialog = (page) => page.locator('.el-dialog').filter({ visible: true })
