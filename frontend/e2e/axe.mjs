// What axe holds against a page.
import axe from 'axe-core'

// Of axe's settled rules those whose breach is serious or critical.
const rules = axe._audit.rules.filter((r) => r.enabled && /serious|critical/.test(r.impact) && !r.tags.includes('experimental')).map((r) => r.id)
const options = { resultTypes: ['violations'], preload: false }

/** What is serious or critical against the page as it stands. The rows of a table
    are alike: the first ones speak for all; the side bar, the same beside every
    page, can be left out. axe takes the time of a page by its elements. */
export async function violations(page, withSideBar = true) {
  await present(page)
  return said(await page.evaluate(([all, how]) => {
    for (const row of document.querySelectorAll('tbody tr:nth-child(n+5)')) row.remove()
    return window.axe.run(all ? document : { exclude: [['aside.side']] }, how).then((r) => r.violations)
  }, [withSideBar, { ...options, runOnly: rules }]))
}

/** What cannot be read well in high contrast. Words alike in colour, size and
    ground are looked at once, over all pages of the window. */
export async function pale(page) {
  await present(page)
  return said(await page.evaluate(async (how) => {
    const root = document.documentElement
    root.classList.add('high-contrast')
    await Promise.all(document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity).map((a) => a.finished))
    const seen = (window.seenContrasts ??= new Set())
    const grounds = new Map([[null, '']])
    const groundOf = (e) => {
      if (!grounds.has(e)) {
        const { backgroundColor, backgroundImage, opacity } = getComputedStyle(e)
        grounds.set(e, `${groundOf(e.parentElement)} ${backgroundColor} ${backgroundImage} ${opacity}`)
      }
      return grounds.get(e)
    }
    const worded = (e) => /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName) || [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim() !== '')
    const fresh = [...document.body.querySelectorAll('*')].filter((e) => {
      if (!worded(e) || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
      const { color, fontSize, fontWeight } = getComputedStyle(e)
      const look = `${color} ${fontSize} ${fontWeight}${groundOf(e)}`
      return !seen.has(look) && seen.add(look)
    })
    const found = fresh.length === 0 ? [] : (await window.axe.run({ include: fresh }, how)).violations
    root.classList.remove('high-contrast')
    return found
  }, { ...options, runOnly: ['color-contrast'] }))
}

async function present(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
}

const said = (found) => found.map((v) => `${v.impact} ${v.id}: ${v.nodes.length} × ${v.nodes[0].target.join(' ')} — ${v.nodes[0].html.slice(0, 120)}`)
