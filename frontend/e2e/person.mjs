// What a person does at the screen, in the words that stand on it.

export class Person {
  constructor(page) {
    this.page = page
  }

  /** Goes to a page by the side bar. */
  async goes(title) {
    await this.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: title }).click()
    await this.page.locator('.page-head h1').first().waitFor()
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

  /** Waits until the page stands still: data read, charts and papers drawn. */
  async still(pause = 100) {
    await this.page.waitForFunction(() => !document.querySelector('[aria-busy=true]') && document.fonts.status === 'loaded')
    await this.page.waitForTimeout(pause)
  }

  /** All that can be read in a part of the screen. */
  async reads(selector = '.main') {
    return (await this.page.locator(selector).first().innerText()).replace(/[ \t]+/g, ' ')
  }

  /** The first number after some words on the screen. */
  async number(before, selector = '.main') {
    const text = await this.reads(selector)
    const found = new RegExp(`${before}\\D*?([\\d,]+(?:\\.\\d+)?)`).exec(text)
    if (!found) throw new Error(`no number after “${before}” in:\n${text}`)
    return Number(found[1].replaceAll(',', ''))
  }

  /** Confirms the question on the screen. */
  async confirms(button) {
    await this.page.locator('.el-message-box').getByRole('button', { name: button, exact: true }).click()
  }

  async chooses(label, choice) {
    await this.page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: choice })
  }

  async fills(label, text, where = this.page) {
    await where.getByLabel(label, { exact: true }).fill(text)
  }
}

/** Fails with words when the two differ. */
export function same(got, want, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)]
  if (a !== b) throw new Error(`${what}: got ${a}, want ${b}`)
}

export function truly(held, what) {
  if (!held) throw new Error(what)
}

/** Waits until work gives something true. */
export async function until(work, what, ms = 10_000) {
  const end = Date.now() + ms
  for (;;) {
    const got = await work()
    if (got) return got
    if (Date.now() > end) throw new Error(`not within ${ms / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
