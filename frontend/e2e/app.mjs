// The program under test: its own process on a random port, its data folder,
// the answers to its dialogs, and its records as SQLite tells them.
import { execFile, spawn } from 'node:child_process'
import { access, cp, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const bin = join(import.meta.dirname, '../../build/bin')
const startMs = 60_000

/** Makes the sample county once, unless SAMPLE_COUNTY is one; scenarios work on copies of it. */
export async function sampleCounty(dir) {
  await built('dudao', 'go build -o build/bin/dudao .')
  await built('dudao-e2e', 'go build -tags e2e,sqlite_fts5 -o build/bin/dudao-e2e .')
  if (process.env.SAMPLE_COUNTY) return process.env.SAMPLE_COUNTY
  await run(join(bin, 'dudao'), ['--data', dir, 'sample'])
  return dir
}

async function built(name, how) {
  await access(join(bin, name)).catch(() => { throw new Error(`build/bin/${name} is missing: build/test builds it, or ${how}`) })
}

/** Starts the program on a fresh folder, or on a copy of another. */
export async function openApp(work, copyOf) {
  const dir = join(work, 'data')
  const out = join(work, 'out')
  await mkdir(out, { recursive: true })
  if (copyOf) await cp(copyOf, dir, { recursive: true })
  const app = new App(dir, out)
  await app.start()
  return app
}

class App {
  constructor(dir, out) {
    Object.assign(this, { dir, out })
  }

  async start() {
    // Three programs at once: memory is there, time is not.
    const env = { GOGC: '400', ...process.env }
    const program = spawn(join(bin, 'dudao-e2e'), ['--data', this.dir], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let log = ''
    program.stderr.on('data', (text) => { log += text })
    const ended = new Promise((resolve) => { program.once('exit', resolve) })
    this.url = await new Promise((resolve, reject) => {
      const late = setTimeout(() => { program.kill(); reject(new Error(`the program did not start: ${log}`)) }, startMs)
      let said = ''
      program.stdout.on('data', (text) => {
        said += text
        const found = /(http:\/\/\S+)\n/.exec(said)
        if (found) { clearTimeout(late); resolve(found[1]) }
      })
      program.once('exit', (code) => { clearTimeout(late); reject(new Error(`the program ended with ${code}: ${log}`)) })
    })
    this.close = async () => { program.kill('SIGTERM'); await ended; return log.trim() }
  }

  /** The next dialog of this kind (openFiles, saveFile, openDirectory) is answered with these paths. */
  async answer(dialog, ...paths) {
    await fetch(`${this.url}/e2e/answer`, { method: 'POST', body: JSON.stringify({ dialog, paths }) })
  }

  /** What the program asked of the shell, in order: dialogs, files opened and shown. */
  async asked() {
    return (await fetch(`${this.url}/e2e/asked`)).json()
  }

  /** Rows of the data folder's database, read beside the running program. */
  async sql(query) {
    const { stdout } = await run('sqlite3', ['-readonly', '-json', '-cmd', '.timeout 10000', join(this.dir, 'dudao.db'), query])
    return stdout.trim() === '' ? [] : JSON.parse(stdout)
  }

  /** The only value of the only row. */
  async value(query) {
    return Object.values((await this.sql(query))[0] ?? {})[0]
  }

  /** A file of this scenario. */
  file(name) {
    return join(this.out, name)
  }

  bytes(path) {
    return readFile(path)
  }
}

/** The text of a PDF, without line breaks and blanks, as Chinese is read. */
export async function pdfText(path) {
  const { stdout } = await run('pdftotext', ['-layout', path, '-'])
  return stdout.replace(/\s+/g, '')
}

/** Runs one of the scenarios' workbook makers (Debian's python3-openpyxl). */
export async function python(script, ...args) {
  try {
    const { stdout } = await run('/usr/bin/python3', [join(import.meta.dirname, script), ...args])
    return stdout.trim() === '' ? undefined : JSON.parse(stdout)
  } catch (reason) {
    throw new Error(`${basename(script)} ${args[0]}: ${reason.stderr ?? reason.message}`, { cause: reason })
  }
}
