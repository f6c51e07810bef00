// Every main page, in both sizes that offices have, of a county whose every text is an
// attack: nothing runs, no dialog opens, nothing serious against accessibility, words
// that can be read in high contrast too, nothing to be scrolled sideways or within what
// scrolls itself, no choice cut short, no complaint.
import { contrast, pale, violations } from './axe.mjs'
import { large, small } from './browser.mjs'
import { image, looks } from './hostile.mjs'
import { open, pages } from './pages.mjs'
import { truly } from './person.mjs'

const parts = 2

/** One of the parts of all pages, so that two workers share the walk. */
export async function walk(part, { app, me, page, note, faults }) {
  page.on('dialog', (d) => { faults.push(`a dialog: ${d.message()}`); void d.dismiss() })
  const found = []
  let shown = 0
  const sizes = [large, small]
  const views = pages.filter((_, i) => i % parts === part)
  for (const view of views) {
    // Begins in the size that the page before ended in: each change lays all out anew.
    for (const [i, size] of sizes.entries()) {
      if (i > 0 || view === views[0]) await page.setViewportSize(size)
      if (i === 0) await open(view, app, me)
      else await me.idle()
      const seen = await page.evaluate(looks, image)
      found.push(...seen.faults.map((what) => `${view.name} ${size.width}: ${what}`))
      if (seen.shown && i === 0) shown++
      found.push(...(await cramped(page)).map((what) => `${view.name} ${size.width}: ${what}`))
      found.push(...faults.splice(0).map((f) => `${view.name} ${size.width}: ${f}`))
    }
    found.push(...(await violations(page, view === views[0], [contrast])).map((v) => `${view.name}: ${v}`))
    found.push(...(await pale(page)).map((v) => `${view.name}: ${v}`))
    sizes.reverse()
  }
  if (found.length > 0) throw new Error(`${found.length} faults:\n${found.join('\n')}`)
  truly(shown > views.length / 3, `only ${shown} of ${views.length} pages show an attack`)
  note(`${views.length} of ${pages.length} pages in two sizes and in high contrast, ${shown} show an attack`)
}

/** Drop-downs that cut the words of a choice short (an attack is longer than any) and do not tell them whole in their title, and lists that scroll within a page that scrolls; the heat map draws only the rows that are seen. */
function cramped(page) {
  return page.evaluate(() => {
    const arrow = 20
    const pen = document.createElement('canvas').getContext('2d')
    const shown = [...document.querySelectorAll('.main *')].filter((e) => e.clientWidth > 0)
    const cut = shown.filter((e) => e.matches('select:not([title])')).flatMap((e) => {
      const style = getComputedStyle(e)
      pen.font = style.font
      const room = e.clientWidth + 1 - parseFloat(style.paddingLeft) - arrow
      return [...e.options].map((o) => o.text).filter((text) => !/[<@]/.test(text) && pen.measureText(text).width > room)
    })
    const scrolls = shown.filter((e) => !e.matches('textarea, .pane') && /auto|scroll/.test(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1)
    const nested = scrolls.filter((e) => scrolls.some((other) => other !== e && other.contains(e)))
    return [...cut.map((text) => `“${text}” is cut`), ...nested.map((e) => `${e.tagName}.${e.className} scrolls within what scrolls`)]
  })
}
