// Runs the browser tests: node e2e/run.mjs [WORD], with a word only those whose
// name has it. Needs build/bin/dudao and build/bin/dudao-e2e.
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { run } from './harness.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const scenarios = []
for (const file of readdirSync(here).filter((f) => f.endsWith('.e2e.mjs')).sort()) {
  const module = await import(pathToFileURL(`${here}/${file}`).href)
  scenarios.push(...module.default)
}
const word = process.argv[2] ?? ''
const chosen = scenarios.filter((s) => s.name.includes(word))
if (chosen.length === 0) throw new Error('no scenario to run')
const failed = await run(chosen)
console.log(`${chosen.length - failed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
