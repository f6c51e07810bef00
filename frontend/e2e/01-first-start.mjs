// A new PC: every page says what to do, and the sample county is one click away.
import { patienceMs, settles, until } from './person.mjs'

export const data = 'empty'

export default async function ({ app, me, page }) {
  await me.sees('第一次使用，按这五步来')
  for (const [title, says] of [
    ['督导记录', '还没有督导记录'], ['问题整改', '台账里还没有问题'], ['学校', '还没有学校'], ['督学', '还没有督学'], ['责任区', '还没有划分责任区'],
  ]) {
    await me.goes(title)
    const empty = page.locator('.empty', { hasText: says })
    await until(() => empty.getByRole('button').count(), `${title}: the empty page says so and offers a next step`)
  }

  await me.goes('督导记录')
  await me.clicks('填第一份督导记录')
  await me.sees('选定学校后自动填')

  await me.goes('首页')
  await me.clicks('导入学校名单')
  await me.sees('一、这是什么表')
  await until(() => page.getByRole('radio', { name: /^学校/ }).isChecked(), 'the step leads to the import of schools')

  await me.goes('首页')
  await me.clicks('装入示例县')
  await until(() => page.getByRole('heading', { name: '各责任区本月覆盖' }).count(), 'the sample county on the first page', 4 * patienceMs)
  await me.sees('示例数据', page.locator('.side'))
  await settles(() => app.value('SELECT count(*) FROM schools'), 157, 'schools in the database')
  await settles(() => me.number('应督导'), 157, 'schools due on the first page')

  await page.reload()
  await me.sees('各责任区本月覆盖')
  await me.sees('示例数据', page.locator('.side'))
}
