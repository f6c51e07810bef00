// The system's own Chromium without a window, and a page of it on the program.
import { chromium } from 'playwright-core'
import { patienceMs, slow } from './person.mjs'
import { watchPage } from './watch.mjs'

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]
export const small = { width: 1366, height: 768 }
export const large = { width: 1920, height: 1080 }
const lateMs = 100

// Without its window and tabs it takes a third less of the processor.
export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: flags })
}

/** A page on the program, as on an office PC that moves nothing; faults holds what it complains of. */
export async function openPage(browser, url, viewport = small, scale = 1) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  const faults = watchPage(page, url)
  if (slow > 1) await slowDown(page)
  await page.goto(url)
  return { page, faults, close: () => context.close() }
}

/** A PC as slow as this run is: the processor throttled, every answer of the program late, not in the order asked. */
async function slowDown(page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow })
  await page.route('**/e2e/call', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * lateMs * slow))
    await route.continue().catch(() => undefined) // the page is closed
  })
}
