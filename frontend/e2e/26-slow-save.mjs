// A disk that is slow to answer: what is typed while a record is being saved
// stays and is saved by the next key, and who has left is not called back.
import { box, same, settles, truly, until } from './person.mjs'

const slowMs = 1500

export default async function ({ app, me, page }) {
  const held = { count: 0 }
  await page.route('**/e2e/call', async (route) => {
    if (/"Save"/.test(route.request().postData() ?? '')) {
      held.count += 1
      await new Promise((resolve) => setTimeout(resolve, slowMs))
    }
    await route.continue()
  })
  await typingOn({ app, me, page, held })
  await leaving({ app, me, page, held })
}

async function typingOn({ app, me, page, held }) {
  await me.goes('督学')
  await me.clicks('新增督学')
  await box(page, '姓名').fill('慢盘示范')
  await me.keys('Control+s')
  await until(() => held.count === 1, 'the save is under way')
  await box(page, '单位').fill('示例县教师进修学校')
  await me.isTold('已保存：慢盘示范')
  same(await box(page, '单位').inputValue(), '示例县教师进修学校', 'the text typed during the save')
  same(await app.value("SELECT employer FROM inspectors WHERE name = '慢盘示范'"), '', 'the employer saved before it was typed')
  await me.sees('未保存，草稿随手存着')
  await me.keys('Control+s')
  await settles(() => app.value("SELECT employer FROM inspectors WHERE name = '慢盘示范'"), '示例县教师进修学校', 'the employer saved after')
  same(await app.value("SELECT count(*) FROM inspectors WHERE name = '慢盘示范'"), 1, 'inspectors of the name')
  await page.waitForURL(/#\/inspectors\/\d+$/)
}

async function leaving({ app, me, page, held }) {
  await me.goes('督学')
  await me.clicks('新增督学')
  await box(page, '姓名').fill('先走示范')
  const before = held.count
  await me.keys('Control+s')
  await until(() => held.count === before + 1, 'the save is under way')
  await me.goes('责任区')
  await settles(() => app.value("SELECT count(*) FROM inspectors WHERE name = '先走示范'"), 1, 'inspectors of the name')
  await me.isTold('已保存：先走示范')
  truly(page.url().endsWith('#/zones'), `the clerk stays where she went, not at ${page.url()}`)
}
