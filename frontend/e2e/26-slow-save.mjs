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
  await visitTypedOn({ app, me, page, held })
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

// A new visit that is saved is given its address under the clerk's hands: the form, the
// cursor and what was typed meanwhile stay.
async function visitTypedOn({ app, me, page, held }) {
  const content = '慢盘示范：查看食堂台账。'
  const rest = '又看了留样柜。'
  const visit = (column) => app.value(`SELECT ${column} FROM visits WHERE content LIKE '${content}%'`)
  const drafts = () => app.value("SELECT group_concat(key) FROM drafts WHERE kind = 'visit'")
  await me.goes('督导记录')
  await me.clicks('新建督导记录')
  await me.sees('选定学校后自动填')
  await box(page, '学校').fill('第二小学')
  await page.getByRole('option', { name: '示例县第二小学' }).first().click()
  await until(() => box(page, '责任督学').inputValue(), 'the inspector from the assignment')
  await box(page, '督导纪实').fill(content)
  await settles(drafts, 'new', 'the draft of a new visit')
  await page.locator('main .page').evaluate((form) => { form.dataset.mark = 'the same' })
  const before = held.count
  await me.keys('Control+s')
  await until(() => held.count === before + 1, 'the save is under way')
  await box(page, '督导纪实').press('Control+End')
  await me.types(rest)
  await me.isTold(/已保存 JL/)
  await me.sees('未保存，草稿随手存着')
  const id = await until(() => visit('id'), 'the visit is saved')
  await settles(drafts, String(id), 'the draft of what was typed during the save')
  same(await visit('content'), content, 'the text saved before the rest was typed')
  await me.keys('Control+s')
  await page.waitForURL(`**/#/visits/${id}`)
  await me.sees('已保存')
  await settles(() => visit('content'), content + rest, 'the text saved after')
  await settles(drafts, null, 'drafts left over')

  const field = box(page.locator('main .page[data-mark="the same"]'), '督导纪实')
  truly(await field.evaluate((f) => f === document.activeElement), 'the form stays as it is, and the cursor in its field')
  await me.types('还看了后厨。')
  await me.keys('Control+s')
  await settles(() => visit('content'), `${content}${rest}还看了后厨。`, 'the text typed on after the save')
  same(await visit('count(*)'), 1, 'visits of the text')

  // The next paper is a page of its own, and so is the saved one when she comes back to it.
  await me.keys('Control+Enter')
  await page.waitForURL('**/#/visits/new')
  await settles(() => box(page, '督导纪实').inputValue(), '', 'the text of the next paper')
  await page.goBack()
  await settles(() => box(page, '督导纪实').inputValue(), `${content}${rest}还看了后厨。`, 'the text of the saved paper')
}
