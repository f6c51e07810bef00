// The five commonest tasks, each by keyboard alone as a practised clerk does them, and
// how many keys each takes: a key pressed together with Ctrl, Shift or Alt is one, a
// Chinese text is one for each of its characters, as an input method gives them.
import { basename } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { box, same, settles, truly, until } from './person.mjs'

const school = '示例县柳溪镇中心小学'
const content = '查看食堂留样柜，与教师交谈。'
// No task takes more than it has taken; less is to be written down here.
const most = { 写一次督导: 49, 查一所学校的未结问题: 7, 打印月报: 8, 扫描件作佐证: 22, 生成迎检册: 11 }

export default async function (scene) {
  const { page, note } = scene
  await page.evaluate(() => {
    window.spent = { keys: 0, mouse: 0 }
    window.addEventListener('keydown', (e) => { if (e.isTrusted && !/^(Control|Shift|Alt|Meta|Process)$/.test(e.key)) window.spent.keys += 1 }, true)
    window.addEventListener('input', (e) => { if (e.inputType === 'insertText' && /[^\0-\xff]/.test(e.data ?? '')) window.spent.keys += [...e.data].length }, true)
    for (const kind of ['mousedown', 'click']) window.addEventListener(kind, (e) => { if (e.isTrusted && e.detail !== 0) window.spent.mouse += 1 }, true)
  })
  const counts = {}
  for (const [task, work] of Object.entries({ 写一次督导: writes, 查一所学校的未结问题: looks, 打印月报: prints, 扫描件作佐证: files, 生成迎检册: binds })) {
    await page.evaluate(() => { window.spent = { keys: 0, mouse: 0 } })
    await work(scene)
    const { keys, mouse } = await page.evaluate(() => window.spent)
    same(mouse, 0, `uses of the mouse: ${task}`)
    counts[task] = keys
  }
  note(Object.entries(counts).map(([task, keys]) => `${task} ${keys}`).join(', '))
  same(Object.entries(counts).filter(([task, keys]) => keys > most[task]), [], 'tasks that take more keys than they did')
}

const hash = (page) => page.evaluate(() => location.hash)
const at = (page) => page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim())

/** Ctrl+K, a few letters, Enter, once what is meant stands first. */
async function calls({ me, page }, letters, title) {
  await me.keys('Control+k')
  await until(() => page.getByRole('combobox', { name: '搜索' }).evaluate((e) => e === document.activeElement), 'the box has the focus')
  await me.types(letters)
  await page.getByRole('option', { selected: true }).filter({ hasText: title }).waitFor()
  await me.keys('Enter')
}

async function writes(scene) {
  const { app, me, page } = scene
  await calls(scene, 'xddjl', '写督导记录')
  await settles(() => at(page), '督导日期', 'the date')
  await me.types('3-12')
  await me.keys('Enter', '1', 'Enter')
  await me.types('lxzzx')
  await page.getByRole('option', { name: school, selected: true }).waitFor()
  await me.keys('Enter')
  await until(() => box(page, '责任督学').inputValue(), 'the inspector filled from the assignment')
  for (let i = 0; i < 6 && (await at(page)) !== '督导事项'; i += 1) await me.keys('Enter') // the inspector, the kind, nobody went along
  await me.keys('6', '7')
  for (let i = 0; i < 12 && (await at(page)) !== '督导纪实'; i += 1) await me.keys('Enter')
  await page.keyboard.insertText(content)
  await me.keys('Control+s')
  await me.isTold(/已保存 \S+/)
  same(await app.value(`SELECT count(*) FROM visits v JOIN schools s ON s.id = v.school_id WHERE v.content = '${content}' AND s.name = '${school}' AND v.date LIKE '%-03-12'`), 1, 'the visit')
}

async function looks(scene) {
  const { app, me, page } = scene
  const [of] = await app.sql(`SELECT s.id, f.content, count(*) n FROM findings f JOIN schools s ON s.id = f.school_id WHERE s.name = '示例县重庆路小学' AND f.deleted_at IS NULL AND f.closed_on = ''`)
  await calls(scene, 'zqlxx', '重庆路小学')
  await settles(() => hash(page), `#/schools/${of.id}`, 'the school')
  await me.sees(`未结问题（${of.n}）`)
  await me.sees(of.content)
}

async function prints(scene) {
  const { app } = scene
  await calls(scene, 'dybyyb', '打印本月月报')
  await until(async () => (await app.asked()).some((a) => /月督导报告.*\.pdf/.test(JSON.stringify(a))), 'the PDF is opened to be printed')
}

/** A scan that waits is filed to a piece of evidence. */
async function files(scene) {
  const { app, me, page } = scene
  const [proof] = await app.sql('SELECT id, title FROM evidence WHERE deleted_at IS NULL ORDER BY id LIMIT 1')
  await calls(scene, 'ssmj', '收扫描件')
  await settles(() => at(page).then((t) => t.startsWith('待归')), true, 'the cursor in the papers')
  await me.keys('Enter')
  await settles(() => at(page), '找记录', 'the cursor in the finder')
  await page.keyboard.insertText(proof.title)
  await page.locator('.finder li').first().getByText('佐证材料').waitFor()
  await me.keys('Enter')
  await me.isTold(/已归到/)
  same(await app.value(`SELECT count(*) FROM attachments WHERE owner_kind = 'evidence' AND owner_id = ${proof.id} AND role = '扫描件' AND deleted_at IS NULL`), 1, 'the scan of the evidence')
}

async function binds(scene) {
  const { app, me, page } = scene
  const out = app.file('迎检')
  await mkdir(out, { recursive: true })
  await app.answer('openDirectory', out)
  const [about] = await app.sql('SELECT e.id, s.name FROM evaluations e JOIN schools s ON s.id = e.school_id WHERE e.deleted_at IS NULL ORDER BY e.id LIMIT 1')
  await calls(scene, 'yj', '迎检')
  await page.locator('.records tbody tr', { hasText: about.name }).waitFor()
  await me.keys('ArrowDown')
  for (let i = 0; i < 9 && !(await at(page)).includes(about.name); i += 1) await me.keys('ArrowDown')
  await me.keys('Enter')
  await settles(() => hash(page), `#/evaluations/${about.id}`, 'the evaluation')
  await me.sees('指标、考核点')
  await me.keys('Control+PageUp')
  await settles(() => hash(page).then((h) => basename(h)), 'usb', 'the last page')
  await me.keys('Control+PageUp')
  await settles(() => at(page), '选择位置并生成…', 'the button that makes it')
  await me.keys('Enter')
  await me.sees(/已生成 \d+ 盒、\d+ 件、\d+ 页/)
  truly((await app.value(`SELECT count(*) FROM binders WHERE evaluation_id = ${about.id}`)) === 1, 'the binder is in the records')
}
