// A new PC: every page says what to do, and the sample county is one click away.
import { same, truly, until } from './person.mjs'

export const data = 'empty'

export default async function ({ app, me, page }) {
  await me.sees('第一次使用，按这五步来')
  for (const [title, says] of [
    ['督导记录', '还没有督导记录'], ['问题整改', '还没有'], ['学校', '还没有学校'], ['督学', '还没有督学'], ['责任区', '还没有划分责任区'],
  ]) {
    await me.goes(title)
    await me.sees(says)
    truly(await page.locator('.empty button').count() > 0, `${title}: the empty page offers no next step`)
  }

  await me.goes('督导记录')
  await me.clicks('填第一份督导记录')
  await me.sees('选定学校后自动填')

  await me.goes('首页')
  await me.clicks('导入学校名单')
  await me.sees('一、这是什么表')
  truly(await page.getByRole('radio', { name: /^学校/ }).isChecked(), 'the step leads to the import of schools')

  await me.goes('首页')
  await me.clicks('装入示例县')
  await me.sees('各责任区本月覆盖')
  await until(() => page.locator('.side').getByText('示例', { exact: false }).count(), 'the mark 示例 in the side bar')
  same(await app.value('SELECT count(*) FROM schools'), 157, 'schools in the database')
  same(await me.number('应督导'), 157, 'schools due on the first page')

  await page.reload()
  await me.sees('各责任区本月覆盖')
  await me.sees('示例数据')
}
