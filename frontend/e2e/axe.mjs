// What axe holds against a page.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What is serious or critical against the page as it stands. The rows of a table
    are alike: the first ones speak for all; the side bar, the same beside every
    page, can be left out. axe takes the time of a page by its elements. */
export async function violations(page, withSideBar = true) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const result = await page.evaluate((all) => {
    for (const row of document.querySelectorAll('tbody tr:nth-child(n+5)')) row.remove()
    return window.axe.run(all ? document : { exclude: [['aside.side']] }, { resultTypes: ['violations'] })
      .then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical'))
  }, withSideBar)
  return result.map((v) => `${v.impact} ${v.id}: ${v.nodes.length} × ${v.nodes[0].target.join(' ')} — ${v.nodes[0].html.slice(0, 120)}`)
}
