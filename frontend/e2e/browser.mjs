// The system's own Chromium, and a page of it on the program.
import { chromium } from 'playwright-core'
import { watchPage } from './watch.mjs'

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]
export const small = { width: 1366, height: 768 }
export const large = { width: 1920, height: 1080 }

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
}

/** A page on the program, as on an office PC; faults holds what it complains of. */
export async function openPage(browser, url, viewport = small) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const faults = watchPage(page, url)
  await page.goto(url)
  return { page, faults, close: () => context.close() }
}
