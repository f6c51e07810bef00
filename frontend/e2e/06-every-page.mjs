// Every main page, in both sizes that offices have: nothing serious against
// accessibility, nothing to be scrolled sideways, no complaint.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { large, small } from './browser.mjs'
import { open, pages } from './pages.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

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

// The rows of a table are alike: the first ones speak for all; and the side bar,
// the same beside every page, is looked at once. axe takes the time of a page by
// its elements.
async function violations(page, first) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const result = await page.evaluate((all) => {
    for (const row of document.querySelectorAll('tbody tr:nth-child(n+5)')) row.remove()
    return window.axe.run(all ? document : { exclude: [['aside.side']] }, { resultTypes: ['violations'] })
      .then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical'))
  }, first)
  return result.map((v) => `${v.impact} ${v.id}: ${v.nodes.length} × ${v.nodes[0].target.join(' ')} — ${v.nodes[0].html.slice(0, 120)}`)
}
