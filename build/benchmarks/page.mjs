// Does in a browser what a clerk does on a large county and prints, for each work, the
// longest task in milliseconds: so long the page could show no frame.
// Usage: node page.mjs FOLDER, whose folder data is the data folder.
import { openApp } from '../../frontend/e2e/app.mjs'
import { openBrowser, openPage } from '../../frontend/e2e/browser.mjs'
import { box, Person, until } from '../../frontend/e2e/person.mjs'

const pages = 40 // of the list are gone through
const toldMs = 50 // a browser tells of no shorter task

const app = await openApp(process.argv[2])
const browser = await openBrowser()
try {
  const { page, close } = await openPage(browser, app.url)
  const me = new Person(page)
  await me.arrives()
  await me.still()
  await page.evaluate(() => {
    window.tasks = []
    new PerformanceObserver((list) => { for (const e of list.getEntries()) window.tasks.push(Math.round(e.duration)) }).observe({ type: 'longtask' })
  })
  const longest = {}
  const measure = async (work, does) => {
    await page.evaluate(() => { window.tasks = [] })
    await does()
    await me.still()
    longest[work] = Math.max(toldMs, ...await page.evaluate(() => window.tasks))
  }

  await me.goes('设置')
  await me.still()
  await measure('opening the first page', async () => {
    await me.goes('首页')
    await page.locator('.heat .pane .line').nth(3).waitFor()
  })

  await me.goes('督导记录')
  await page.mouse.move(700, 400)
  await measure('scrolling 30,000 visits', async () => {
    for (let i = 1; i < pages; i += 1) {
      for (let n = 0; n < 8; n += 1) await page.mouse.wheel(0, 300)
      const next = page.getByRole('button', { name: '下一页' }).first()
      if (await next.isDisabled()) break // a small county
      await next.click()
      await me.sees(`第 ${i * 50 + 1}—`)
    }
  })

  await me.keys('Control+n')
  await me.sees('选定学校后自动填')
  await measure('typing a visit', async () => {
    await me.types('2026.3.12')
    await me.keys('Enter', '1', 'Enter')
    await me.types('slx')
    await page.getByRole('option', { selected: true }).first().waitFor()
    await me.keys('Enter')
    await until(() => page.getByLabel('责任督学', { exact: true }).inputValue(), 'the inspector of the school')
    await me.keys('Enter', '1', 'Enter', 'Enter', 'Enter', '6', '7', 'Enter', '2', 'Enter') // kind, nobody along, matters, methods
    await box(page, '督导纪实').focus()
    await me.types('随堂听课两节，查看食堂留样和值班记录，与师生座谈。'.repeat(8))
    await me.keys('Control+s')
    await me.isTold(/已保存/)
  })
  await close()
  console.log(JSON.stringify(longest))
} finally {
  await browser.close()
  await app.close()
}
