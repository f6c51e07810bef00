// What a list leaves open is told before anything is written: the year of its days,
// problems without a level, a new division of the zones. And what an edit changes.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { same, settles, truly } from './person.mjs'

export default async function ({ app, me, page }) {
  const picture = async (name) => { if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `50-${name}.png`) }) }
  const rehearse = async (kind, name, text) => {
    const file = app.file(name)
    await writeFile(file, text)
    await page.getByRole('radio', { name: kind }).check()
    await app.answer('openFiles', file)
    await me.clicks('选择文件…')
    await me.sees(name)
    await me.clicks('试导，看看结果')
    await me.sees('试导结果，还没有写入')
  }
  const [school] = await app.sql(`SELECT s.id, s.name, i.name inspector FROM schools s JOIN assignments a ON a.school_id = s.id AND a.ends_on = '' AND a.role = '主' AND a.deleted_at IS NULL
    JOIN inspectors i ON i.id = a.inspector_id ORDER BY s.id LIMIT 1`)

  // An autumn term runs into January of the next year; the title says so, the page too.
  await me.goes('导入导出')
  await rehearse(/^督导记录/, '秋季.csv', `2025年秋季学期督导记录\n日期,学校,督学,存在问题\n1月5日,${school.name},${school.inspector},灭火器过期\n9月8日,${school.name},${school.inspector},无\n`)
  await me.sees('2 个日期没写年份，按第 1 行标题算在 2025 年 8 月至 2026 年 7 月，如“1月5日”记为 2026-01-05')
  await me.sees('有 1 行写了存在问题，级别没有写')
  await me.clicks('有提示 1')
  await settles(async () => page.locator('.rows tbody tr').count(), 1, 'the row with a hint')
  await picture('years')
  // The clerk knows better: the year is put in, and looked at again without choosing the file anew.
  await me.fills('年份', '2024')
  await me.clicks('改了再试导')
  await me.sees(`2024-01-05 ${school.name}`)
  await me.seesNo('个日期没写年份')
  await me.clicks('换一个文件')

  // Two schools change their zone from a day on: the others stay where they are.
  const [now] = await app.sql("SELECT id, number FROM zone_versions WHERE valid_to = ''")
  const all = await app.value(`SELECT count(*) FROM zone_schools zs JOIN schools s ON s.id = zs.school_id WHERE s.state = '在办' AND version_id = ${now.id}`)
  const [other] = await app.sql(`SELECT name FROM zones WHERE version_id = ${now.id} AND id NOT IN (SELECT zone_id FROM zone_schools WHERE school_id = ${school.id}) ORDER BY position LIMIT 1`)
  await rehearse(/^责任区与挂牌/, '调整.csv', `责任区,学校名称,责任督学\n${other.name},${school.name},${school.inspector}\n`)
  await me.sees(`1 所学校在划分“${now.number}”`)
  await picture('mended')
  await me.fills('起始日期', '2026-09-01')
  await page.keyboard.press('Tab')
  await me.clicks('改了再试导')
  await me.sees(`“${now.number}”到前一天为止。表里没有的 ${all - 1} 所学校照旧留在原来的责任区。`)
  await picture('division')
  await me.clicks(/^导入 1 行/)
  await me.sees('导入前已自动备份')
  await settles(() => app.value("SELECT count(*) FROM zone_schools zs JOIN zone_versions v ON v.id = zs.version_id WHERE v.valid_from = '2026-09-01'"), all, 'schools of the new division')
  same(await app.value(`SELECT valid_to FROM zone_versions WHERE id = ${now.id}`), '2026-09-01', 'the day on which the old one ends')

  // An edit is told with what was there and what comes.
  await me.clicks('再导一个文件')
  const [plain] = await app.sql("SELECT name, principal FROM schools WHERE principal <> '' ORDER BY id LIMIT 1")
  await rehearse(/^学校/, '校长.csv', `学校名称,校长\n${plain.name},示新任\n`)
  await me.sees(`更新：校长（${plain.principal}→示新任）`)
  truly(await page.getByText('有提示').count() === 0, 'no hint where there is none')
}
