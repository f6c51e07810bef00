// Every main page, in both sizes that offices have: nothing serious against
// accessibility, nothing to be scrolled sideways, no complaint.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { large, small } from './browser.mjs'
import { open, pages } from './pages.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export default async function ({ app, me, page, note, faults }) {
  const found = []
  for (const view of pages.filter((p) => /^(evalu|evid|standard)/.test(p.name))) {
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

// The rows of a table are alike: the first ones speak for all, and axe takes the
// time of a page by its elements.
async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  await page.evaluate(() => { for (const row of document.querySelectorAll('tbody tr:nth-child(n+6)')) row.remove() })
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return result.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.impact} ${v.id}: ${v.nodes.length} × ${v.nodes[0].target.join(' ')} — ${v.nodes[0].html.slice(0, 120)}`)
}
