// An old PC whose screen has 1366×768 dots, as Windows scales it: from 125 to 200 per
// cent the page gets ever fewer points. Nothing is cut off, nothing runs off the side,
// and the lines of a list stay to be seen.
import { join } from 'node:path'
import { open, pages } from './pages.mjs'

const screen = { width: 1366, height: 768 }
const frame = 70 // dots of task bar and title
const scales = [1.25, 1.5, 1.75, 2] // 100 is what every page is tried at
const looked = ['home', 'visits', 'visit-new', 'visit', 'findings', 'finding', 'imports', 'reports', 'archive', 'evaluation', 'scans', 'settings-data']

const pictures = process.env.SCALED_TO // a folder for pictures, to look at by hand

export default async function ({ app, page, me, note }) {
  const found = []
  const devtools = await page.context().newCDPSession(page)
  const order = [...scales]
  // Each page begins at the scale that the one before ended at, so every scale has pages that open in it.
  for (const view of pages.filter((p) => looked.includes(p.name))) {
    for (const [i, scale] of order.entries()) {
      await scaled(page, devtools, scale)
      if (i === 0) await open(view, app, me)
      else await me.still()
      for (const fault of await page.evaluate(cut)) found.push(`${view.name} at ${scale * 100} %: ${fault}`)
      if (pictures) await page.screenshot({ path: join(pictures, `${view.name}-${scale * 100}.png`) })
    }
    order.unshift(order.pop())
  }
  if (found.length > 0) throw new Error(`${found.length} faults:\n${found.join('\n')}`)
  note(`${looked.length} pages at ${scales.map((s) => s * 100).join(', ')} %`)
}

/** The screen as Windows scales it: fewer points, each of more dots. */
async function scaled(page, devtools, scale) {
  const size = { width: Math.floor(screen.width / scale), height: Math.floor((screen.height - frame * scale) / scale) }
  await devtools.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: scale, mobile: false })
  await page.waitForFunction(([width, dots]) => innerWidth === width && Math.abs(devicePixelRatio - dots) < 0.01, [size.width, scale])
}

// In the page: what cannot be reached or read at this size.
function cut() {
  const faults = []
  const root = document.scrollingElement
  if (root.scrollWidth > root.clientWidth) faults.push(`${root.scrollWidth - root.clientWidth} px too wide`)
  const reachable = (e) => { // a part of it lies in a box that scrolls sideways
    for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX) && p.scrollWidth > p.clientWidth) return true
    return false
  }
  for (const e of document.querySelectorAll('button, a, input, select, h1, h2')) {
    const box = e.getBoundingClientRect()
    if (box.width === 0 || getComputedStyle(e).visibility === 'hidden' || e.closest('.visually-hidden, .el-overlay')) continue
    const name = (e.textContent.trim() || e.getAttribute('aria-label') || e.placeholder || e.className).slice(0, 20)
    if ((box.right > innerWidth + 1 || box.left < -1) && !reachable(e)) faults.push(`“${name}” runs off the side`)
    else if (e.matches('button.el-button, h1') && e.scrollWidth > e.clientWidth + 2) faults.push(`“${name}” is cut`)
  }
  const body = document.querySelector('.page-body')
  if (body && body.clientHeight < 150) faults.push(`only ${body.clientHeight} px for the page's own matter`)
  const lines = document.querySelector('.records .scroll')
  const line = lines?.querySelector('tbody tr')?.clientHeight
  if (line && lines.clientHeight < 3 * line) faults.push(`a list of ${lines.clientHeight} px, with lines of ${line} px`)
  return faults
}
