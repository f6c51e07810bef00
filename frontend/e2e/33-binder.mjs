// The inspection binder, made at the screen: boxes, lists and page numbers; a Word file gets its PDF by a drop; a
// folder in which one byte was changed is found out.
import { execFile } from 'node:child_process'
import { open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pdfText } from './app.mjs'
import { dialog, same, settles, truly, until } from './person.mjs'

const run = promisify(execFile)

export default async function ({ app, me, page }) {
  // of a school: the binder of the county has two thousand pages
  const [about] = await app.sql("SELECT e.id, s.name, l.evidence_id FROM evaluations e JOIN schools s ON s.id = e.school_id JOIN evidence_links l ON l.evaluation_id = e.id WHERE e.deleted_at IS NULL ORDER BY e.id, l.id LIMIT 1")
  const word = app.file('学校自评.docx')
  const pdf = app.file('学校自评.pdf')
  const visit = await app.value('SELECT max(number) FROM visits WHERE deleted_at IS NULL')
  await page.evaluate(async ([docx, same, id, evidence]) => {
    await window.go.desk.Papers.Save({ form: 'visit', id, format: 'docx', path: docx })
    await window.go.desk.Papers.Save({ form: 'visit', id, format: 'pdf', path: same })
    await window.go.desk.Files.Attach({ ownerKind: 'evidence', ownerId: evidence, role: '其他', paths: [docx] })
  }, [word, pdf, visit, about.evidence_id])

  await page.goto(`${app.url}/#/evaluations/${about.id}/binder`)
  await me.sees('待转PDF（1）')
  await me.sees('学校自评.docx')
  await rendition({ app, me, page, pdf })
  const made = await make({ app, me, page, about })
  await lists({ app, made })
  await verify({ app, me, page, made })
}

/** A PDF dropped on the row stands for the Word file. */
async function rendition({ app, me, page, pdf }) {
  await page.getByRole('row', { name: /学校自评\.docx/ }).getByRole('button', { name: '打开' }).click()
  await until(async () => (await app.asked()).some((a) => JSON.stringify(a).includes('学校自评.docx')), 'the PC opens the Word file')
  const row = await page.getByRole('row', { name: /学校自评\.docx/ }).boundingBox()
  await page.evaluate(([path, x, y]) => window.__e2e.drop([path], x, y), [pdf, row.x + row.width / 3, row.y + row.height / 2])
  await me.isTold('已收下 1 个 PDF')
  await me.seesNo('待转PDF（1）')
  same(await app.value("SELECT count(*) FROM attachments a JOIN attachments b ON b.sha256 = a.rendition_of WHERE a.role = '转换件' AND b.name = '学校自评.docx'"), 1, 'the PDF names the file that it stands for')
}

async function make({ app, me, page, about }) {
  const out = app.file('迎检')
  await app.answer('openDirectory', out)
  await me.clicks('选择位置并生成…')
  await page.getByRole('progressbar', { name: '进度' }).waitFor()
  await me.sees('已用')
  await me.sees(/已生成 \d+ 盒、\d+ 件、\d+ 页/)
  const [row] = await app.sql(`SELECT folder, pages, manifest_sha256 AS manifest FROM binders WHERE evaluation_id = ${about.id} ORDER BY id DESC LIMIT 1`)
  truly(row.folder.startsWith(about.name), `the folder ${row.folder} names the school`)
  await me.sees(row.manifest)
  await me.clicks('目录.xlsx')
  await until(async () => (await app.asked()).some((a) => JSON.stringify(a).includes('目录.xlsx')), 'the list is opened')
  return { dir: join(out, row.folder), ...row }
}

/** The page numbers of 目录.xlsx are those printed on the pages; the sheet outside names the manifest. */
async function lists({ made }) {
  const data = join(made.dir, '迎检材料', 'data')
  const volume = join(data, '00 迎检册（总册）.pdf')
  const { stdout } = await run('pdfinfo', [volume])
  same(Number(/Pages:\s+(\d+)/.exec(stdout)[1]), made.pages, 'pages of the volume')
  const script = `import json, sys, openpyxl
rows = [[c for c in r] for s in openpyxl.load_workbook(sys.argv[1]).worksheets for r in s.iter_rows(values_only=True)]
head = next(r for r in rows if r and '总册页码' in r)
print(json.dumps([dict(zip(head, r)) for r in rows if r and r[head.index('总册页码')] not in (None, '总册页码')]))`
  const listed = JSON.parse((await run('/usr/bin/python3', ['-c', script, join(data, '00 目录.xlsx')])).stdout)
  truly(listed.length > 3, `${listed.length} lines in the list`)
  const last = listed.filter((l) => /督导(记录表|反馈单)/.test(l['题名'])).at(-1)
  const page = String(last['总册页码'])
  const text = (await run('pdftotext', ['-f', page, '-l', page, '-layout', volume, '-'])).stdout
  truly(new RegExp(`(^|\\s)${page}(\\s|$)`).test(text), `page ${page} bears its number`)
  truly(/督\s*导\s*(记\s*录\s*表|反\s*馈\s*单)/.test(text), `“${last['题名']}” begins on page ${page}`)
  const sheet = await pdfText(join(made.dir, '校验单.pdf'))
  for (const half of [made.manifest.slice(0, 32), made.manifest.slice(32)]) truly(sheet.includes(half), 'the sheet names the manifest')
  await run('sha256sum', ['--check', '--quiet', '--strict', 'manifest-sha256.txt'], { cwd: join(made.dir, '迎检材料') })
  truly((await readdir(made.dir)).includes('校验单.pdf'), 'the sheet lies beside the bag')
}

async function verify({ app, me, page, made }) {
  const check = async () => {
    await app.answer('openDirectory', made.dir)
    await dialog(page).getByRole('button', { name: /选择文件夹…|再选一个…/ }).click()
  }
  await me.clicks('校验…')
  await check()
  await me.sees('没有改动')
  const changed = join(made.dir, '迎检材料', 'data', '00 目录.xlsx')
  const file = await open(changed, 'r+')
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, 2000)
  await file.write(Buffer.from([byte[0] ^ 1]), 0, 1, 2000)
  await file.close()
  await writeFile(join(made.dir, '迎检材料', 'data', '多余.txt'), 'x')
  await check()
  await me.sees('有改动')
  await settles(() => dialog(page).getByRole('listitem').allInnerTexts(), ['data/00 目录.xlsx', 'data/多余.txt'], 'what the check names')
  await me.escapes(dialog(page))
}
