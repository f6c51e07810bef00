// What axe holds against a page.
import axe from 'axe-core'

// Of axe's settled rules those whose breach is serious or critical.
const rules = axe._audit.rules.filter((r) => r.enabled && /serious|critical/.test(r.impact) && !r.tags.includes('experimental')).map((r) => r.id)
export const contrast = 'color-contrast'
const options = { resultTypes: ['violations'], preload: false }

/** What is serious or critical against the page as it stands. The rows of a table
    are alike: the first ones speak for all; the side bar, the same beside every
    page, can be left out, and so can the contrast of words, where pale looks at it.
    axe takes the time of a page by its elements. */
export async function violations(page, withSideBar = true, but = []) {
  await present(page)
  return said(await page.evaluate(([all, how]) => {
    for (const row of document.querySelectorAll('tbody tr:nth-child(n+5)')) row.remove()
    return window.axe.run(all ? document : { exclude: [['aside.side']] }, how).then((r) => r.violations)
  }, [withSideBar, { ...options, runOnly: rules.filter((r) => !but.includes(r)) }]))
}

/** What cannot be read well, in the usual colours and in high contrast. Words alike
    in colour, size and ground are looked at once, over all pages of the window. */
export async function pale(page) {
  await present(page)
  return said(await page.evaluate(async (how) => {
    const root = document.documentElement
    const seen = (window.seenContrasts ??= new Set())
    const worded = (e) => /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName) || [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim() !== '')
    const words = [...document.body.querySelectorAll('*')].filter(worded)
    const found = []
    for (const colours of ['', 'high-contrast']) {
      root.classList.toggle('high-contrast', colours !== '')
      await Promise.all(document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity).map((a) => a.finished))
      // What lies behind an element: an opaque colour hides all that is below it, what fades fades it too.
      const grounds = new Map([[null, { ground: '', faded: '' }]])
      const groundOf = (e) => {
        if (!grounds.has(e)) {
          const { backgroundColor, backgroundImage, opacity } = getComputedStyle(e)
          const below = groundOf(e.parentElement)
          const faded = opacity === '1' ? below.faded : `${below.faded} ${opacity}`
          const plain = backgroundImage === 'none'
          const clear = plain && backgroundColor === 'rgba(0, 0, 0, 0)'
          const seenBelow = plain && backgroundColor.startsWith('rgb(') ? '' : below.ground
          grounds.set(e, { faded, ground: clear ? below.ground : `${seenBelow} ${backgroundColor} ${backgroundImage}` })
        }
        return grounds.get(e)
      }
      const fresh = words.filter((e) => {
        if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
        const { color, fontSize, fontWeight } = getComputedStyle(e)
        const { ground, faded } = groundOf(e)
        const look = `${colours} ${color} ${fontSize} ${fontWeight} on${ground}${faded}`
        return !seen.has(look) && seen.add(look)
      })
      if (fresh.length > 0) found.push(...(await window.axe.run({ include: fresh }, how)).violations.map((v) => ({ ...v, id: `${v.id} ${colours}` })))
    }
    root.classList.remove('high-contrast')
    return found
  }, { ...options, runOnly: [contrast] }))
}

async function present(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
}

const said = (found) => found.map((v) => `${v.impact} ${v.id}: ${v.nodes.length} × ${v.nodes[0].target.join(' ')} — ${v.nodes[0].html.slice(0, 120)}`)
