// A paper record is typed in by keyboard alone, found again, and undone.
import { same, settles, truly, until } from './person.mjs'

const school = '示例县柳溪镇中心小学'
const initials = 'lxzzxxx'
const content = '查看了食堂留样柜和晨午检台账，巡视了教学楼与操场，与值周教师交谈。'
const problem = '食堂留样柜温度记录断档三天'
const saved = `SELECT v.*, s.name school, i.name inspector FROM visits v JOIN schools s ON s.id = v.school_id
  JOIN inspectors i ON i.id = v.inspector_id WHERE v.content = '${content}'`

export default async function ({ app, me, page, note }) {
  await page.evaluate(() => {
    window.mouseUsed = 0
    window.keysUsed = 0
    window.addEventListener('keydown', () => { window.keysUsed += 1 }, true)
    for (const kind of ['mousedown', 'pointerdown', 'click']) {
      window.addEventListener(kind, (e) => { if (e.isTrusted && e.detail !== 0) window.mouseUsed += 1 }, true)
    }
  })
  const before = await app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL')

  // To the list by Tab and Enter, then Ctrl+N.
  for (let i = 0; i < 12 && !(await focused(page)).startsWith('督导记录'); i += 1) await me.keys('Tab')
  await me.keys('Enter')
  await me.sees('存在问题')
  await me.keys('Control+n')
  await me.sees('选定学校后自动填')
  await settles(() => field(page), '督导日期', 'the cursor in the date')

  await me.types('2026.3.12')
  await me.keys('Enter', '1', 'Enter') // 上午
  await settles(() => field(page), '学校', 'the field after the half day')
  await me.types(initials)
  await page.getByRole('option', { name: school, selected: true }).waitFor()
  await me.keys('Enter')
  await settles(() => field(page), '责任督学', 'the field after the school')
  await until(() => page.getByLabel('责任督学', { exact: true }).inputValue(), 'the inspector filled from the assignment')
  await me.sees('第二责任区')
  await me.keys('Enter', '1', 'Enter') // 经常性督导
  await me.keys('Enter', 'Enter') // nobody went along
  await settles(() => field(page), '督导事项', 'the field after the companions')
  await me.keys('6', '7', 'Enter') // 校园安全, 食品卫生
  await me.keys('2', 'Enter', '5', 'Enter', 'Enter', '1', 'Enter', 'Enter', '3', 'Enter', 'Enter')
  await settles(() => field(page), '督导纪实', 'the field after the methods')
  await me.types(content)
  await me.keys('Tab')
  await me.types('晨午检记录完整')
  await me.keys('Tab', 'Alt+a')
  await settles(() => field(page), '问题 1 的内容', 'the cursor in the new problem')
  await me.types(problem)
  await me.keys('Tab')
  await settles(() => field(page), '问题 1 的级别', 'the field after the problem')
  await me.keys('2', 'Tab', 'Tab') // 一般问题
  for (let i = 0; i < 4 && (await field(page)) !== '意见建议'; i += 1) await me.keys('Tab')
  await me.types('当天补记温度，专人每日两次登记。')
  await me.keys('Tab', 'Enter')
  await settles(() => field(page), '反馈日期', 'the field after the opinion')
  await me.types('3-13')
  await me.keys('Enter')
  await me.types('校长、后勤主任')
  await me.keys('Enter', 'Space', 'Enter', 'Space')
  await me.keys('Control+Enter')
  await me.isTold(/已保存 \S+/)
  same(await page.evaluate(() => window.mouseUsed), 0, 'uses of the mouse')
  note(`${await page.evaluate(() => window.keysUsed)} keys beside the Chinese text, no mouse`)

  // The next paper stands ready with the same day.
  await settles(() => field(page), '督导日期', 'the cursor in the date of the next paper')
  await settles(() => page.getByLabel('督导日期', { exact: true }).inputValue(), '2026-03-12', 'the day of the next paper')
  await settles(() => page.getByLabel('学校', { exact: true }).inputValue(), '', 'the school of the next paper')

  const visit = await until(async () => (await app.sql(saved))[0], 'the visit is in the database')
  same([visit.date, visit.session, visit.school, visit.kind], ['2026-03-12', '上午', school, '经常性督导'], 'the visit')
  same([visit.feedback_on, visit.attendees, visit.inspector_signed, visit.principal_signed], ['2026-03-13', '校长、后勤主任', 1, 1], 'its feedback')
  same(visit.disposal, 2, 'the opinion follows the level of the problem')
  same(await app.value(`SELECT group_concat(m.position, '') FROM visit_matters v JOIN matters m ON m.id = v.matter_id WHERE v.visit_id = ${visit.id}`), '67', 'its matters')
  same(
    await app.sql(`SELECT method, count FROM visit_methods WHERE visit_id = ${visit.id} ORDER BY method`),
    [{ method: '座谈走访', count: 1 }, { method: '查阅资料', count: 5 }, { method: '校园巡视', count: 3 }, { method: '随机听课', count: 2 }],
    'its methods',
  )
  const [finding] = await app.sql(`SELECT content, level, state, due_on FROM findings WHERE visit_id = ${visit.id}`)
  same([finding.content, finding.level], [problem, 2], 'its problem')
  truly(finding.due_on > '2026-03-12', `the problem has a time limit, not “${finding.due_on}”`)
  await settles(() => app.value("SELECT count(*) FROM drafts WHERE kind = 'visit'"), 0, 'drafts left over')

  // Found by two characters, and by initials.
  await me.keys('Control+k')
  await me.types('断档')
  await me.sees(/找到 \d+ 条/)
  await page.locator('.palette mark').getByText('断档').first().waitFor()
  await page.getByLabel('搜索', { exact: true }).last().fill('slxlxz')
  await me.sees(school, page.getByRole('group', { name: '学校', exact: true }))
  await me.escapes(page.locator('.palette'))

  // The last action, visit and problem together, is undone by Ctrl+Z.
  await me.keys('Escape')
  await me.sees('照片归位…')
  await me.keys('Control+z')
  await me.sees(`撤销“新增督导记录 2026-03-12 ${school}”？`)
  await me.confirms('撤销')
  await me.isTold(/已撤销：/)
  await settles(() => app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL'), before, 'visits after the undo')
  await settles(() => app.value(`SELECT count(*) FROM findings WHERE content = '${problem}' AND deleted_at IS NULL`), 0, 'problems after the undo')
}

/** The name of what has the cursor: its label, or its text. */
function focused(page) {
  return page.evaluate(() => {
    const at = document.activeElement
    return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim()
  })
}

const field = focused
