// Signed forms come back as scans: printed, scanned, filed by their code; one that
// cannot be read is filed by hand; all of it is undone in one step.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { settles, until } from './person.mjs'

const run = promisify(execFile)

export default async function ({ app, me, page }) {
  const [first, second] = await app.sql("SELECT v.id, v.number, s.name FROM visits v JOIN schools s ON s.id = v.school_id WHERE v.feedback_on <> '' AND v.date LIKE '2026-03-%' AND v.deleted_at IS NULL ORDER BY v.id LIMIT 2")
  const dir = app.file('扫描')
  await mkdir(dir, { recursive: true })
  await scan(page, first, join(dir, '扫描0001'))
  await copyFile(join(import.meta.dirname, '../../internal/desk/testdata/taken-2026-03-12.jpg'), join(dir, '手写单.jpg'))
  await copyFile(join(dir, '扫描0001.jpg'), join(dir, '扫描0002.jpg'))

  await me.goes('督导记录')
  await me.clicks('扫描件归位…', 'link')
  await app.answer('openDirectory', dir)
  await me.clicks('选扫描件文件夹…')
  await settles(() => page.locator('tbody tr').count(), 3, 'scans listed')
  const row = (name) => page.locator('tbody tr', { hasText: name })
  await me.sees('可归位', row('扫描0001'))
  await me.sees(first.number, row('扫描0001'))
  await me.sees('已归位', row('扫描0002'))
  await me.sees('待指定', row('手写单'))
  const finder = page.getByLabel('手写单.jpg是哪条记录的', { exact: true })
  await finder.fill(second.number)
  const title = await until(() => row('手写单').locator('datalist option').first().getAttribute('value').catch(() => ''), 'the record is found')
  await finder.fill(title)
  await me.sees('已指定', row('手写单'))
  await me.clicks('归位 2 个')
  await me.isTold('已把 2 个扫描件放进各自的记录')
  const filed = (id) => app.value(`SELECT count(*) FROM attachments WHERE owner_kind = 'visit' AND owner_id = ${id} AND role = '扫描件' AND deleted_at IS NULL`)
  await settles(() => filed(first.id), 1, 'scans of the first record')
  await settles(() => filed(second.id), 1, 'scans of the second record')
  await me.clicks(/撤销上一步/)
  await me.confirms('撤销')
  await settles(() => filed(first.id), 0, 'scans after the undo')
  await settles(() => filed(second.id), 0, 'scans after the undo')
}

/** Prints a visit's feedback form and scans it. */
async function scan(page, visit, to) {
  const pdf = `${to}.pdf`
  await page.evaluate(([path, id]) => window.go.desk.Papers.Save({ form: 'feedback', id, format: 'pdf', path }), [pdf, visit.number])
  await run('pdftoppm', ['-r', '200', '-gray', '-jpeg', '-singlefile', pdf, to])
  await rm(pdf)
}
