// Prints a run of `go test -json` as go test itself does: the failed tests with
// what they said, a line for each package, and the sum. Exits 1 on any failure.
// Usage: node build/gotest.mjs FILE
import { readFileSync } from 'node:fs'

const events = []
const stray = [] // what is not an event, such as a compiler's message
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (line.startsWith('{')) events.push(JSON.parse(line))
  else if (line) stray.push(line)
}

const said = new Map() // by package and test
const key = (e) => `${e.Package ?? e.ImportPath ?? ''} ${e.Test ?? ''}`
const failed = []
let passed = 0
let skipped = 0
let broken = 0
for (const e of events) {
  if (e.Action === 'output' || e.Action === 'build-output') said.set(key(e), (said.get(key(e)) ?? '') + e.Output)
  if (e.Action === 'build-fail') { broken++; process.stdout.write(said.get(key(e)) ?? '') }
  if (!e.Test) {
    if (e.Action === 'fail') broken++
    continue
  }
  if (e.Action === 'pass') passed++
  if (e.Action === 'skip') skipped++
  if (e.Action === 'fail') failed.push(e)
}

for (const line of stray) console.log(line)
for (const e of failed) process.stdout.write(said.get(key(e)) ?? `FAIL ${key(e)}\n`)
for (const [name, text] of said) {
  if (!name.endsWith(' ')) continue
  const about = text.split('\n').filter((l) => /^(ok|FAIL|panic|\?)/.test(l) && !l.includes('[no test files]'))
  if (about.length > 0) console.log(about.join('\n'))
}
const total = failed.length || broken
console.log(`${passed} passed, ${Math.max(failed.length, total)} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(total > 0 || passed === 0 ? 1 : 0)
