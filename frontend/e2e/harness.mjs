// Runs scenarios against the real program (build tag e2e) in the system's
// Chromium: each one gets its own data folder, program and page.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
export const bin = join(root, 'build/bin')
const patience = 15_000

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

export const openBrowser = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: flags })

/** A new folder, and its removal at the end of the run. */
export function tempFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `dudao-${name}-`))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs a verb of the console program and gives what it says. */
export function dudao(data, ...args) {
  return execFileSync(join(bin, 'dudao'), ['--data', data, ...args], { encoding: 'utf8', maxBuffer: 64 << 20 })
}

/** Runs a verb with --json and gives the object. */
export const dudaoJSON = (data, ...args) => JSON.parse(dudao(data, '--json', ...args))

/** The rows that SQL selects from the data folder's database. */
export function sql(data, query) {
  const database = join(data, '督导台账.db')
  const text = execFileSync('sqlite3', ['-json', '-readonly', database, query], { encoding: 'utf8' })
  return text.trim() ? JSON.parse(text) : []
}

/** The text of a PDF file. */
export const pdfText = (file) => execFileSync('pdftotext', ['-q', file, '-'], { encoding: 'utf8' })

let filled
/** A fresh data folder: 'sample' has the sample county in it, 'empty' nothing. */
export function dataFolder(kind) {
  const folder = tempFolder(kind)
  if (kind === 'sample') {
    if (!filled) {
      filled = tempFolder('filled')
      dudao(filled, 'sample')
    }
    cpSync(filled, folder, { recursive: true })
  }
  return folder
}

/** Starts the program on the folder; it tells its address on the first line. */
export async function startProgram(data) {
  const program = spawn(join(bin, 'dudao-e2e'), ['--data', data], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => program.once('exit', resolve))
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: program.stdout }).once('line', resolve)
    program.once('exit', (code) => reject(new Error(`the program ended with ${code} before it served`)))
  })
  const stop = async () => {
    program.kill('SIGTERM')
    const code = await ended
    if (code !== 0) throw new Error(`the program ended with ${code}`)
  }
  return { address, stop }
}

/** A page on the program, and what a scenario does with the native side. */
export async function openPage(browser, address, viewport = { width: 1366, height: 768 }) {
  const page = await browser.newPage({ viewport, locale: 'zh-CN' })
  page.setDefaultTimeout(patience)
  const trouble = []
  page.on('pageerror', (e) => trouble.push(e.message))
  page.on('console', (m) => m.type() === 'error' && trouble.push(m.text()))
  page.on('request', (r) => {
    if (!r.url().startsWith(address) && !/^(data|blob):/.test(r.url())) trouble.push(`asked the network for ${r.url()}`)
  })
  await page.goto(address)
  await page.locator('main h1').first().waitFor()
  return {
    page,
    trouble,
    /** Answers the next native dialog: openFiles, saveFile or openDirectory. */
    answer: (dialog, ...paths) => page.request.post(`${address}/e2e/answer`, { data: { dialog, paths } }),
    /** What the program asked of the window so far. */
    asked: async () => (await page.request.get(`${address}/e2e/asked`)).json(),
    goTo: async (path) => {
      await page.evaluate((to) => { location.hash = to }, path)
      await page.waitForFunction((to) => location.hash === `#${to}`, path)
    },
  }
}

/** Runs the scenarios one after the other; answers how many failed. */
export async function run(scenarios) {
  const browser = await openBrowser()
  const pictures = join(bin, 'e2e')
  rmSync(pictures, { recursive: true, force: true })
  let failed = 0
  for (const { name, data, steps } of scenarios) {
    const begun = Date.now()
    const folder = dataFolder(data)
    let program, opened
    try {
      program = await startProgram(folder)
      opened = await openPage(browser, program.address)
      await steps({ ...opened, data: folder, address: program.address, folder: tempFolder('out') })
      if (opened.trouble.length > 0) throw new Error(`the page had errors:\n${opened.trouble.join('\n')}`)
      await opened.page.close()
      await program.stop()
      console.log(`ok   ${name} (${Date.now() - begun} ms)`)
    } catch (reason) {
      failed++
      console.log(`FAIL ${name}\n${reason.stack}`)
      if (opened) {
        mkdirSync(pictures, { recursive: true })
        const picture = join(pictures, `${name}.png`)
        await opened.page.screenshot({ path: picture }).catch(() => undefined)
        if (existsSync(picture)) console.log(`     ${picture}\n     ${opened.trouble.join('\n     ')}`)
        await opened.page.close()
      }
      await program?.stop().catch((e) => console.log(`     ${e.message}`))
    }
  }
  await browser.close()
  return failed
}
