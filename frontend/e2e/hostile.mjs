// A county whose every text is an attack: each text field of a record of every
// kind holds HTML, scripts, SQL, formulas, marks that turn the direction and words
// without an end, as far as the field takes them.
import { openApp } from './app.mjs'
import { truly } from './person.mjs'

export const image = '<img src=x onerror="window.__hit=1">'
// A field that refuses one gets the next; the last is its own again.
const texts = [
  `=cmd|'/c calc'!A0 "><script>window.__hit=1</script>${image}<svg onload="window.__hit=1">javascript:window.__hit=1//'; DROP TABLE visits;--\u202etxt.exe\u202c\u200b😀${'W'.repeat(240)}`,
  `+1${image}`,
  '@<svg onload=__hit=1>',
  '<b>-1😀',
]

// How a record is read and saved: screen, reading, the part of the answer that
// saving takes, saving, and the ids of those to be spoilt.
const newest = (table) => `SELECT max(id) AS id FROM ${table} WHERE deleted_at IS NULL`
const records = [
  ['Settings', 'Get', '', 'Save'],
  ['Settings', 'Matters', 0, 'SaveMatter'],
  ['Settings', 'Checkpoints', 0, 'SaveCheckpoint'],
  ['Zones', 'Get', 'version', 'SaveVersion', 'SELECT max(id) AS id FROM zone_versions'],
  ['Schools', 'Get', 'school', 'Save', newest('schools')],
  ['Inspectors', 'Get', 'inspector', 'Save', newest('inspectors')],
  ['Visits', 'Get', '', 'Save', newest('visits')],
  ['Lessons', 'Get', '', 'Save', newest('lessons')],
  ['Findings', 'Get', '', 'Save', newest('findings')],
  ['Notices', 'Get', 'notice', 'Save', newest('notices')],
  ['Practices', 'Get', '', 'Save', newest('practices')],
  ['Complaints', 'Get', 'complaint', 'Save', newest('complaints')],
  ['Inspections', 'Get', 'inspection', 'Save', newest('inspections')],
  ['Inspections', 'Unit', 'unit', 'SaveUnit', newest('inspection_units')],
  ['Meetings', 'Get', 'meeting', 'Save', newest('meetings')],
  ['Publications', 'Get', 'publication', 'Save', newest('publications')],
  ['Uploads', 'Platform', 'platform', 'SavePlatform', newest('platforms')],
  ['Checklists', 'Get', 'checklist', 'Save', newest('checklists')],
  ['Standards', 'Get', 'standard', 'Save', newest('standards')],
  ['Evaluations', 'Get', 'evaluation', 'Save', newest('evaluations')],
  ['Evidence', 'Get', 'evidence', 'Save', `SELECT DISTINCT evidence_id AS id FROM evidence_links WHERE evaluation_id = (SELECT e.id FROM evaluations e JOIN standards s ON s.id = e.standard_id WHERE s.key = '学校档案') LIMIT 6`],
  ['Evidence', 'Get', 'evidence', 'Save', newest('evidence')],
  ['Tenures', 'Get', 'tenure', 'Save', newest('tenures')],
  ['Trainings', 'Get', 'training', 'Save', newest('trainings')],
  ['Teams', 'Get', 'team', 'Save', newest('teams')],
  ['Schemes', 'Get', '', 'Save', newest('assessment_schemes')],
  ['Assessments', 'Get', 'assessment', 'Save', newest('assessments')],
  ['Plans', 'Get', '', 'Save', newest('plans')],
  ['Archive', 'Get', 'item', 'Save', newest('archive_items')],
  ['Loans', 'Get', '', 'Save', newest('archive_loans')],
]

/** Makes that county of another in a folder of its own; answers its data folder. */
export async function hostileCounty(work, sample) {
  const app = await openApp(work, sample)
  let fields = 0
  try {
    for (const r of records) fields += await spoils(app, r)
  } finally {
    await app.close()
  }
  truly(fields > 150, `only ${fields} fields took an attack`)
  return app.dir
}

export async function call(app, type, method, ...args) {
  const answer = await (await fetch(`${app.url}/e2e/call`, { method: 'POST', body: JSON.stringify({ type, method, args }) })).json()
  if (answer.error) throw Object.assign(new Error(`${type}.${method}: ${answer.error}`), { fields: JSON.parse(answer.error).fields ?? {} })
  return answer.result
}

/** Puts the attacks into every text field of records; answers how many took one. */
async function spoils(app, [type, read, part, save, ids]) {
  let fields = 0
  for (const { id } of ids ? await app.sql(ids) : [{}]) {
    if (id === null) continue
    const get = async () => {
      const answer = await call(app, type, read, ...(id ? [id] : []))
      return part === '' ? answer : answer[part]
    }
    const record = await get()
    const places = textsOf(record)
    for (let round = 0; round < 60; round++) {
      for (const p of places) p.of[p.key] = texts[p.step] ?? p.own
      try {
        await call(app, type, save, record)
        break
      } catch (reason) {
        const left = places.filter((p) => p.step < texts.length)
        const named = left.filter((p) => Object.keys(reason.fields).some((f) => f === p.key || f.endsWith(`.${p.key}`) || f.split('.')[0] === p.within))
        for (const p of named) p.step++
        if (named.length === 0) for (const p of left.slice(0, 1)) p.step = texts.length // it may be any: the first, then the next
        if (left.length === 0) break
      }
    }
    const kept = textsOf(await get())
    fields += kept.filter((p) => texts.includes(p.own)).length
  }
  return fields
}

/** Where the texts of a record stand, those of the first of each of its lists too. */
function textsOf(of, within = '') {
  const places = []
  for (const [key, own] of Object.entries(of)) {
    if (typeof own === 'string' && !/^(\d{4}-|\d+$)/.test(own) && !/(On|At|Month|Key|sha256)$/.test(key)) places.push({ of, key, within, own, step: 0 })
    else if (Array.isArray(own) && own[0] && typeof own[0] === 'object') places.push(...textsOf(own[0], within || key))
    else if (own && typeof own === 'object' && !Array.isArray(own)) places.push(...textsOf(own, within))
  }
  return places
}

/** In the page: what an attack did, and whether one is shown. */
export function looks(attack) {
  const faults = []
  if (window.__hit !== undefined) faults.push('a script of a text ran')
  const planted = document.querySelectorAll('img[src="x"], [onload], [onerror], a[href^="javascript:" i], b + script')
  if (planted.length > 0) faults.push(`a text became ${planted[0].outerHTML.slice(0, 100)}`)
  const wide = [document.scrollingElement, document.querySelector('.main')].filter((e) => e).map((e) => e.scrollWidth - e.clientWidth)
  if (Math.max(...wide) > 0) {
    const edge = document.querySelector('.main').getBoundingClientRect().right
    const out = [...document.querySelectorAll('.main *')].filter((e) => e.getBoundingClientRect().right > edge).map((e) => `${e.tagName.toLowerCase()}.${e.className}`)
    faults.push(`${Math.max(...wide)} px too wide: ${out.slice(0, 4).join(' ')}`)
  }
  const page = document.querySelector('.main') ?? document.body // the names beside it are on every page
  const typed = [...page.querySelectorAll('input, textarea')].map((e) => e.value).join('\n')
  return { faults, shown: (page.innerText + typed).includes(attack) }
}
