// The main pages, and how a person knows that each is there.

export const pages = [
  { name: 'home', path: '/', ready: '各责任区本月覆盖' },
  { name: 'visits', path: '/visits', ready: '新建督导记录' },
  { name: 'visit', path: '/visits/new', ready: '督导日期' },
  { name: 'visit-old', path: '/visits/{visit}', ready: '修改历史' },
  { name: 'findings', path: '/findings', ready: '问题整改' },
  { name: 'finding', path: '/findings/{finding}', ready: '修改历史' },
  { name: 'schools', path: '/schools', ready: '新增学校' },
  { name: 'school', path: '/schools/{school}', ready: '责任督学（挂牌）' },
  { name: 'inspectors', path: '/inspectors', ready: '新增督学' },
  { name: 'inspector', path: '/inspectors/{inspector}', ready: '登记聘任' },
  { name: 'zones', path: '/zones', ready: '另立新版本' },
  { name: 'reports', path: '/reports?month=2026-03', ready: '适合宽度' },
  { name: 'imports', path: '/imports', ready: '一、这是什么表' },
  { name: 'photos', path: '/photos', ready: '照片' },
  ...['office', 'rules', 'matters', 'checkpoints', 'terms', 'display', 'data', 'actions', 'trash', 'about']
    .map((tab) => ({ name: `settings-${tab}`, path: `/settings/${tab}`, ready: '设置' })),
]

/** The ids in the paths, from the sample county's own records. */
export async function pathOf(page, app) {
  const ids = {
    visit: await app.value("SELECT max(id) FROM visits WHERE date LIKE '2026-03-%' AND deleted_at IS NULL"),
    finding: await app.value('SELECT max(id) FROM findings WHERE deleted_at IS NULL'),
    school: await app.value('SELECT min(id) FROM schools'),
    inspector: await app.value('SELECT min(id) FROM inspectors'),
  }
  return page.path.replace(/\{(\w+)\}/, (_, name) => ids[name])
}

/** Opens a main page and waits until it stands still. */
export async function open(view, app, me) {
  await me.page.goto(`${app.url}/#${await pathOf(view, app)}`)
  await me.page.reload()
  await me.sees(view.ready)
  await me.page.waitForFunction(() => document.querySelector('[aria-busy=true], .el-loading-mask') === null)
  await me.page.evaluate(() => document.fonts.ready)
  await me.page.waitForTimeout(700) // charts and PDF pages are drawn after their data
}
