// What the first page needs and no more: the lists are not loaded, and nothing waits
// until all that is due has been counted. On the next day it is asked for again.
import { same, truly, until } from './person.mjs'

const unneeded = /RecordTable|DateInput|PreviewDialog|charts|pdf/

export default async function ({ app, me, page, note }) {
  let counted
  let asked = []
  const held = new Promise((resolve) => { counted = resolve })
  await page.route('**/e2e/call', async (route) => {
    const { type, method } = route.request().postDataJSON()
    asked.push(`${type} ${method}`)
    if (type === 'Alerts' && method === 'Count') await held
    await route.continue()
  })
  const loaded = []
  page.on('request', (r) => { if (/\.(js|css)$/.test(r.url())) loaded.push(r.url().split('/').pop()) })
  await page.goto(`${app.url}/#/`)
  await page.reload()
  await page.locator('main .figures').waitFor()
  same(loaded.filter((name) => unneeded.test(name)), [], 'loaded for the first page')
  const needed = loaded.length
  await me.sees('每月督导次数')

  const badge = page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '待办' }).locator('.count')
  same(await badge.count(), 0, 'number of what is due before it is counted')
  await me.goes('学校')
  await me.sees('示例县第一小学', page.locator('.main'))
  counted()
  await until(async () => Number(await badge.innerText()) > 0, 'what is due is counted')
  truly(needed < 12, `${needed} files for the first page: ${loaded}`)
  note(`${needed} files`)

  // The window stood open over midnight, at the first page.
  await me.goes('首页')
  await me.still()
  asked = []
  await page.evaluate(() => window.runtime.EventsEmit('day', '2026-04-01'))
  for (const figures of ['Home Get', 'Home Glance', 'Alerts Count']) await until(() => asked.includes(figures), `${figures} of the new day`)
}
