// The five questions of the first start, answered by keyboard, end with the county's
// own schools on the screen.
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { box, same, settles, truly, until } from './person.mjs'

export const data = 'empty'

const lists = {
  '责任区划分.csv': '责任区,学校,责任督学\n第一责任区,城关小学,王建国\n第一责任区,河东小学,王建国\n第二责任区,城关幼儿园,李秀英\n',
  '督学名册.csv': '姓名,单位,手机\n王建国,县教育局,13800000001\n李秀英,县教育局,13800000002\n',
  '全县学校名单.csv': '学校名称,学校类型,乡镇\n城关小学,小学,城关镇\n河东小学,小学,河东乡\n城关幼儿园,幼儿园,城关镇\n怪学校,不知道,城关镇\n',
  '菜谱.csv': '菜,价钱\n豆腐,3\n',
}

export default async function ({ app, me, page }) {
  const folder = app.file('名单')
  await mkdir(folder)
  for (const [name, text] of Object.entries(lists)) await writeFile(join(folder, name), text)
  const heading = page.locator('.question h2')

  await me.sees('单位和县名', heading)
  await until(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') === '单位名称'), 'the cursor stands in the first field')
  await me.keys('Control+a')
  await me.types('某某县人民政府教育督导室')
  for (const answer of ['督导室', '某某县', '某某县教育局', '赵主任']) {
    await me.keys('Enter', 'Control+a')
    await me.types(answer)
  }
  await me.keys('Enter')
  await me.sees('哪个省', heading)
  await settles(() => app.value("SELECT json_extract(value, '$.countyName') FROM settings WHERE key = 'office'"), '某某县', 'the county is saved')

  await me.chooses('省份', '山东省')
  await me.sees('保存后采用')
  await box(page, '上报平台的名称').fill('省督导平台')
  await me.keys('Enter')
  await me.sees('这个学年', heading)
  await settles(() => app.value('SELECT name FROM platforms'), '省督导平台', 'the platform')
  await settles(() => app.value("SELECT count(*) > 0 FROM rules WHERE source LIKE '%山东%'"), 1, 'the province’s rules')

  await me.clicks('保存，下一个')
  await me.sees('名单在哪里', heading)
  await settles(() => app.value('SELECT count(*) FROM terms'), 2, 'two terms')
  await settles(() => app.value("SELECT json_extract(value, '$.exemptMonths') FROM settings WHERE key = 'office'"), '[7,8]', 'no visits in the summer')

  await app.answer('openDirectory', folder)
  await me.clicks('选文件夹…')
  const row = (name) => page.locator('.question tbody tr', { hasText: name })
  await until(async () => (await row('全县学校名单.csv').innerText()).includes('读到 4 行：新增 3'), 'the schools are rehearsed')
  same(await page.getByLabel('责任区划分.csv是什么表').inputValue(), 'zones', 'the kind of the zones')
  same(await page.getByLabel('督学名册.csv是什么表').inputValue(), 'inspectors', 'the kind of the inspectors')
  await me.sees('没认出是什么表', row('菜谱.csv'))
  await settles(() => app.value('SELECT count(*) FROM schools'), 0, 'a rehearsal writes nothing')
  await me.clicks('导入这 3 个表')
  for (const name of ['全县学校名单.csv', '督学名册.csv', '责任区划分.csv']) await me.sees('已导入', row(name))
  await me.sees('有误 1 行没有进', row('全县学校名单.csv'))
  await settles(() => app.value('SELECT count(*) FROM schools WHERE deleted_at IS NULL'), 3, 'three schools')
  await settles(() => app.value('SELECT count(*) FROM assignments WHERE deleted_at IS NULL'), 3, 'three 挂牌')
  await me.clicks('保存，下一个')

  await me.sees('备份另存到哪里', heading)
  const second = app.file('第二块盘')
  await mkdir(second)
  await box(page, '备份另存文件夹').fill(second)
  await me.keys('Enter')
  await me.sees('好了，可以用了')
  truly((await readdir(second)).some((n) => n.endsWith('.督导备份')), 'the backup lies on the second disk')
  await me.sees('学校 2 所')
  const end = await me.reads('.question')
  for (const word of ['某某县人民政府教育督导室', '学校 2 所', '幼儿园 1 所', '督学 2 人', '责任区 2 个', '城关小学', '第一责任区', '王建国']) truly(end.includes(word), `no ${word} in:\n${end}`)

  await me.clicks('到首页')
  await settles(() => me.number('应督导'), 3, 'schools due on the first page')
}
