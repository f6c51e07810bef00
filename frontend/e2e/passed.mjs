// What has passed and need not be played again: like go test, a scenario is left
// out while nothing it rests on has changed: the program with its page, the
// scripts, Node, the browser, and the day, because the program looks at the
// calendar. FRESH=1 plays all.
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const here = import.meta.dirname
const bin = join(here, '../../build/bin')
const kept = join(here, '../../build/cache/passed')

export class Passed {
  constructor(ground) {
    this.ground = ground
  }

  static async open(browser) {
    await mkdir(kept, { recursive: true })
    const sum = createHash('sha256').update(`${process.version} ${browser} ${new Date().toDateString()}\n`)
    const shared = (await readdir(here)).filter((n) => !/^\d\d-/.test(n)).sort().map((n) => join(here, n))
    for (const file of [join(bin, 'dudao'), join(bin, 'dudao-e2e'), join(here, '../package-lock.json'), ...shared]) sum.update(await readFile(file).catch(() => ''))
    return new Passed(sum.digest('hex'))
  }

  async key(name) {
    return createHash('sha256').update(this.ground).update(await readFile(join(here, name))).digest('hex')
  }

  async has(name) {
    if (process.env.FRESH) return false
    const before = await readFile(join(kept, name), 'utf8').catch(() => '')
    return before === await this.key(name)
  }

  async keep(name) {
    await writeFile(join(kept, name), await this.key(name))
  }
}
