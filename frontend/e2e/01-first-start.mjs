// A new PC: the first start asks five questions, all of which can wait; then every
// page says what to do.
import { same, until } from './person.mjs'

export const data = 'empty'

export default async function ({ app, me, page }) {
  await me.sees('第一次使用')
  const before = await app.value('SELECT count(*) FROM change_sets')
  for (const question of ['单位和县名', '哪个省', '这个学年', '名单在哪里', '备份另存到哪里']) {
    await me.sees(question, page.locator('.question h2'))
    await me.clicks('跳过')
  }
  await me.sees('好了，可以用了')
  await me.sees('还没有学校。有名单了')
  same(await app.value('SELECT count(*) FROM change_sets'), before, 'skipping writes nothing')

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
  await me.sees('回答五个问题，就能用了')
  await me.clicks('名单在哪里')
  await me.sees('选文件夹…')
}
