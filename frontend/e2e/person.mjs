// What a person does at the screen, in the words that stand on it. What the
// screen must come to say is waited for, never read once: a page shows the one
// before it, or nothing, until the program has answered.

/** How many times slower than usual this run is: E2E_SLOW. */
export const slow = Math.max(1, Number(process.env.E2E_SLOW) || 1)
/** How long a person waits for anything. */
export const patienceMs = 30_000 * slow
const lookAgainMs = 50
const restMs = 120 // so long nothing has changed: the page stands still

export class Person {
  constructor(page) {
    this.page = page
  }

  /** Waits until the program has started: the first page stands, and the page hears of every save. */
  async arrives() {
    await this.page.evaluate(() => window.__e2e.ready.then(() => true))
    await this.page.locator('.page-head h1').first().waitFor()
  }

  /** Goes to a page by the side bar; done when that page, not the one before, stands with its data. */
  async goes(title) {
    const link = this.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: title })
    await link.click()
    await this.page.waitForFunction((address) => location.hash === address, await link.getAttribute('href'))
    await this.page.locator('.page-head h1').first().waitFor()
    await this.idle()
  }

  /** Presses what is named so: a button, a link, a tab. */
  async clicks(name, role = 'button', options = {}) {
    await this.page.getByRole(role, { name, ...options }).first().click()
  }

  async keys(...keys) {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async types(text) {
    await this.page.keyboard.type(text)
  }

  /** Waits until the text stands somewhere on the screen. */
  async sees(text, where = this.page) {
    await where.getByText(text).filter({ visible: true }).first().waitFor()
  }

  /** Waits until the text is gone. */
  async seesNo(text, where = this.page) {
    await where.getByText(text).filter({ visible: true }).first().waitFor({ state: 'hidden' })
  }

  /** Waits until the program says so in its passing news; the status bar, too, says that something was saved. */
  async isTold(text) {
    await this.sees(text, this.page.locator('.el-message'))
  }

  /** Waits until the data of the page has come. */
  async idle() {
    await this.page.waitForFunction(
      () => !document.querySelector('[aria-busy=true]') && !/正在(读取|生成|更新)/.test(document.querySelector('.main').innerText),
      undefined, { polling: lookAgainMs },
    )
  }

  /** Waits until the page stands still: data read, charts drawn, nothing moving. */
  async still() {
    await this.idle()
    await this.page.waitForFunction((rest) => {
      if (!window.changed) {
        const all = { subtree: true, childList: true, attributes: true, characterData: true }
        new MutationObserver(() => { window.changed = performance.now() }).observe(document, all)
        window.changed = performance.now()
      }
      const charts = [...document.querySelectorAll('.main .chart[role=img]')]
      const moves = (a) => a.playState === 'running' && a.effect?.getComputedTiming().endTime !== Infinity
      return document.fonts.status === 'loaded' && charts.every((c) => c.querySelector('svg path'))
        && !document.getAnimations().some(moves) && performance.now() - window.changed > rest
    }, restMs, { polling: lookAgainMs })
  }

  /** All that can be read now in a part of the screen. */
  async reads(selector = '.main') {
    return (await this.page.locator(selector).first().innerText()).replace(/[ \t]+/g, ' ')
  }

  /** The first number that now stands after some words on the screen. */
  async number(before, selector = '.main') {
    const text = await this.reads(selector)
    const found = new RegExp(`${before}\\D*?([\\d,]+(?:\\.\\d+)?)`).exec(text)
    if (!found) throw new Error(`no number after “${before}” in:\n${text}`)
    return Number(found[1].replaceAll(',', ''))
  }

  /** Confirms the question on the screen. */
  async confirms(button) {
    await this.page.locator('.el-message-box').filter({ visible: true }).getByRole('button', { name: button, exact: true }).click()
  }

  /** Closes a drawer or dialog by Escape. */
  async escapes(from) {
    await this.keys('Escape')
    await from.waitFor({ state: 'hidden' })
  }

  async chooses(label, choice) {
    await this.page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: choice })
  }

  async fills(label, text, where = this.page) {
    await where.getByLabel(label, { exact: true }).fill(text)
  }
}

/** The dialog that is open. */
export const dialog = (page) => page.locator('.el-dialog').filter({ visible: true })

/** A field itself: the cell around it may have its name, too. */
export const box = (where, label) => where.locator('input, textarea, select').and(where.getByLabel(label, { exact: true }))

/** Fails with words when the two differ: for what stands fast. */
export function same(got, want, what) {
  if (!alike(got, want)) throw new Error(differ(got, want, what))
}

export function truly(held, what) {
  if (!held) throw new Error(what)
}

/** Waits until work gives something true. */
export async function until(work, what, ms = patienceMs) {
  return polled(work, Boolean, () => `not within ${ms / 1000} s: ${what}`, ms)
}

/** Waits until work gives what is wanted; fails with what it gave instead. */
export async function settles(work, want, what, ms = patienceMs) {
  return polled(work, (got) => alike(got, want), (got) => `${differ(got, want, what)}, after ${ms / 1000} s`, ms)
}

/** Looks again and again until it is good; what cannot be read yet is looked at again, too. */
async function polled(work, good, words, ms) {
  const end = Date.now() + ms
  for (;;) {
    let got, cause
    try {
      got = await work()
    } catch (reason) {
      cause = reason
    }
    if (!cause && good(got)) return got
    if (Date.now() > end) throw new Error(cause ? `${words()}: ${cause.message}` : words(got), { cause })
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
}

const alike = (a, b) => JSON.stringify(a) === JSON.stringify(b)
const differ = (got, want, what) => `${what}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`
