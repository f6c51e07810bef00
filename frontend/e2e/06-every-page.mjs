// Every main page, in both sizes that offices have: nothing serious against
// accessibility, nothing to be scrolled sideways, no complaint.
import { violations } from './axe.mjs'
import { large, small } from './browser.mjs'
import { open, pages } from './pages.mjs'

export default async function ({ app, me, page, note, faults }) {
  const found = []
  for (const view of pages) {
    await page.setViewportSize(large)
    await open(view, app, me)
    for (const size of [large, small]) {
      await page.setViewportSize(size)
      await me.idle()
      const wide = await page.evaluate(() => {
        const root = document.scrollingElement
        const main = document.querySelector('.main')
        return Math.max(root.scrollWidth - root.clientWidth, main.scrollWidth - main.clientWidth)
      })
      if (wide > 0) found.push(`${view.name} ${size.width}: ${wide} px too wide`)
      if (size === small) found.push(...(await violations(page)).map((v) => `${view.name}: ${v}`))
      found.push(...faults.splice(0).map((f) => `${view.name} ${size.width}: ${f}`))
    }
  }
  if (found.length > 0) throw new Error(`${found.length} faults:\n${found.join('\n')}`)
  note(`${pages.length} pages in two sizes`)
}
