// Every main page, in both sizes that offices have: nothing serious against
// accessibility, nothing to be scrolled sideways, no complaint.
import { violations } from './axe.mjs'
import { large, small } from './browser.mjs'
import { open, pages } from './pages.mjs'

export default async function ({ app, me, page, note, faults }) {
  const found = []
  const sizes = [large, small]
  for (const view of pages) {
    // Begins in the size that the page before ended in: each change lays all out anew.
    for (const [i, size] of sizes.entries()) {
      if (i > 0 || view === pages[0]) await page.setViewportSize(size)
      if (i === 0) await open(view, app, me)
      else await me.idle()
      const wide = await page.evaluate(() => {
        const root = document.scrollingElement
        const main = document.querySelector('.main')
        return Math.max(root.scrollWidth - root.clientWidth, main.scrollWidth - main.clientWidth)
      })
      if (wide > 0) found.push(`${view.name} ${size.width}: ${wide} px too wide`)
      found.push(...faults.splice(0).map((f) => `${view.name} ${size.width}: ${f}`))
    }
    found.push(...(await violations(page, view === pages[0])).map((v) => `${view.name}: ${v}`))
    sizes.reverse()
  }
  if (found.length > 0) throw new Error(`${found.length} faults:\n${found.join('\n')}`)
  note(`${pages.length} pages in two sizes`)
}
