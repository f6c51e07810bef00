// A picture of every paper that the program prints, on the sample county: each form
// with the first record that has it.
import { execFile } from 'node:child_process'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { truly } from './person.mjs'

const run = promisify(execFile)
const pagesAtMost = 3

/** Where the records of a kind are, when its table is not called after it. */
const tables = {
  inquiry: 'inquiries', inspection_result: 'inspections', unit_score: 'inspection_units', transfer: 'disposals', appraisal: 'disposals', training_person: 'inspectors', plan_inspector: 'inspectors',
}
/** What is asked for by something else than a record: a span, a day, a place. */
const spoken = ['2026-03', '2026', '2025', '今天', '', '2025-2026-2', '2025/D30', '年度2025', '盒2025-1', '2026-09-01', '2026-03-31', '下一份*20']

/** Prints every form; answers the pictures by form, and the forms that no record has. */
export async function takePapers(app, out) {
  const work = join(out, 'pdf')
  await mkdir(work, { recursive: true })
  await writesWhatIsMissing(app, work)
  const { result: forms } = await call(app, 'Papers', 'List', '')
  truly(forms?.length > 80, 'the forms are listed')
  const taken = []
  const lacking = []
  for (const form of forms) {
    const file = join(work, `${form.key}.pdf`)
    const made = await printed(app, form, file)
    if (made === undefined) {
      lacking.push(form)
      continue
    }
    await run('pdftoppm', ['-r', '70', '-png', '-l', String(pagesAtMost), file, join(out, form.key)])
    taken.push({ form, id: made, pictures: (await readdir(out)).filter((n) => n.replace(/-\d+\.png$/, '') === form.key).sort() })
  }
  await rm(work, { recursive: true })
  return { taken, lacking }
}

/** The sample county has no records of these, so that its figures stay those of an office
    in the middle of its work: what is handed over and appraised, a draw, an order. */
async function writesWhatIsMissing(app, work) {
  await appraises(app)
  await draws(app)
  const draft = await printed(app, { key: 'unit_order', kind: 'inspection_unit' }, join(work, 'draft.pdf')) // that unit's is printed again
  const [{ inspectionId, letterOn }] = await app.sql(`SELECT inspection_id AS inspectionId, letter_on AS letterOn FROM inspection_units WHERE id = ${draft}`)
  const step = { step: '督办函', on: '2026-03-31', dueOn: '2026-04-30', text: '（示例）逾期没有报送整改报告，请抓紧整改，按期报送。' }
  truly(letterOn !== '' && letterOn <= step.on, 'the order follows the letter')
  await must(app, 'Inspections', 'UnitStep', { inspectionId, unitIds: [Number(draft)], step, docNumber: '' })
}

/** A list to hand over, and one to appraise: every third paper goes, the others are kept on. */
async function appraises(app) {
  const yearsLater = '2056-12-31'
  await must(app, 'Disposals', 'Propose', { kind: '移交', day: yearsLater })
  const { disposal } = await must(app, 'Disposals', 'Propose', { kind: '鉴定', day: yearsLater })
  for (const [i, item] of disposal.items.entries()) {
    Object.assign(item, i % 3 === 0 ? { outcome: '销毁', reason: '（示例）已无查考价值' } : { outcome: '续存', keep: 'D10', reason: '' })
  }
  await must(app, 'Disposals', 'Save', { ...disposal, opinion: '（示例）逐件看过，同意明细所列处理。' })
}

/** A draw of which every third thing was not found. */
async function draws(app) {
  const [{ id: evaluationId }] = await app.sql('SELECT e.id FROM evaluations e JOIN indicators i ON i.standard_id = e.standard_id WHERE e.deleted_at IS NULL GROUP BY e.id ORDER BY count(*) DESC LIMIT 1')
  const drawn = await must(app, 'Spots', 'Draw', { evaluationId, schools: 3, points: 5, minutes: 10, seed: 1, person: '示例督查员' })
  const { lines } = await must(app, 'Spots', 'Start', drawn.id)
  for (const [i, item] of lines.entries()) {
    const came = i % 3 === 2 ? { result: '未找到', place: '', note: '（示例）扫描件不清楚' } : { result: '找到', place: '第2柜第1格', note: '' }
    await must(app, 'Spots', 'Mark', { spotCheckId: drawn.id, itemId: item.id, seconds: 40 + 20 * i, ...came })
  }
}

async function must(app, type, method, ...args) {
  const answer = await call(app, type, method, ...args)
  if (answer.error) throw new Error(`${type}.${method}: ${answer.error}`)
  return answer.result
}

async function printed(app, form, file) {
  for (const id of await candidates(app, form)) {
    const answer = await call(app, 'Papers', 'Save', { form: form.key, id, format: 'pdf', path: file })
    if (!answer.error) return id
  }
  return undefined
}

async function candidates(app, form) {
  const table = tables[form.kind] ?? (form.kind.endsWith('s') ? form.kind : `${form.kind}s`)
  const there = await app.value(`SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '${table}'`)
  const ids = there ? (await app.sql(`SELECT id FROM ${table} ORDER BY id DESC LIMIT 100`)).map((r) => String(r.id)) : []
  if (form.kind === 'plan_inspector') return ids.map((id) => `${id}/2026-03`)
  if (form.key === 'inspector_month') return (await app.sql('SELECT name FROM inspectors')).map((r) => `2026-03/${r.name}`)
  if (form.kind === 'assessment_subject') return (await app.sql('SELECT assessment_id, id FROM assessment_subjects LIMIT 20')).map((r) => `${r.assessment_id}/${r.id}`)
  if (form.kind === 'live_figure') return (await app.sql('SELECT e.id, i.code FROM evaluations e JOIN indicators i ON i.standard_id = e.standard_id LIMIT 400')).map((r) => `${r.id}/${r.code}`)
  return ['month', 'archive', 'zone'].includes(form.kind) ? spoken : [...ids, ...spoken]
}

async function call(app, type, method, ...args) {
  const answer = await fetch(`${app.url}/e2e/call`, { method: 'POST', body: JSON.stringify({ type, method, args }) })
  return answer.json()
}
