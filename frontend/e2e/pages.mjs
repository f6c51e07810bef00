// The main pages, and how a person knows that each is there.

const settings = {
  office: '单位名称', papers: '文号样式', plates: '制作单位', templates: '占位符', rules: '规则与期限', alerts: '责任区学校数超过规定', matters: '＋ 增加', checkpoints: '督导要点', terms: '学年学期', display: '文字大小',
  data: '数据文件夹', actions: '修改记录', trash: '回收站', about: '关于',
}

export const pages = [
  { name: 'home', path: '/', ready: '各责任区本月覆盖' },
  { name: 'alerts', path: '/alerts', ready: '学校本月没有督导' },
  { name: 'visits', path: '/visits', ready: '新建督导记录' },
  { name: 'visit-new', path: '/visits/new', ready: '督导日期' },
  { name: 'visit', path: '/visits/{visits}', ready: '修改历史' },
  { name: 'findings', path: '/findings', ready: '问题整改' },
  { name: 'finding', path: '/findings/{findings}', ready: '修改历史' },
  { name: 'finding-edit', path: '/findings/{findings}/edit', ready: '看整改经过' },
  { name: 'notices', path: '/notices', ready: '拟文书' },
  { name: 'notice-new', path: '/notices/new?kind=督办单', ready: '先保存草稿' },
  { name: 'notice', path: '/notices/{notices}', ready: '办理经过' },
  { name: 'practices', path: '/practices', ready: '登记典型经验' },
  { name: 'practice', path: '/practices/{practices}', ready: '做法和成效' },
  { name: 'complaints', path: '/complaints', ready: '登记投诉' },
  { name: 'complaint-new', path: '/complaints/new', ready: '反映内容' },
  { name: 'complaint', path: '/complaints/{complaints}', ready: '修改历史' },
  { name: 'complaint-statistics', path: '/complaints/statistics?from=2025-09-01&to=2026-03-31', ready: '期内办结' },
  { name: 'schools', path: '/schools', ready: '新增学校' },
  { name: 'school', path: '/schools/{schools}', ready: '责任督学（挂牌）' },
  { name: 'inspectors', path: '/inspectors', ready: '新增督学' },
  { name: 'inspector', path: '/inspectors/{inspectors}', ready: '登记聘任' },
  { name: 'zones', path: '/zones', ready: '另立新版本' },
  { name: 'reports', path: '/reports?span=2026-03', ready: /第 \d+ 页，共/ },
  { name: 'archive', path: '/archive', ready: '登记归档文件' },
  { name: 'archive-item', path: '/archive/{archive_items}', ready: '修改历史' },
  { name: 'archive-boxes', path: '/archive/boxes?year=2025', ready: '起止件号' },
  { name: 'imports', path: '/imports', ready: '一、这是什么表' },
  { name: 'photos', path: '/photos', ready: '还没有选文件夹' },
  { name: 'scans', path: '/scans', ready: '扫描件' },
  ...Object.entries(settings).map(([tab, ready]) => ({ name: `settings-${tab}`, path: `/settings/${tab}`, ready })),
]

/** Opens a main page and waits until that one, not the one before, stands still. */
export async function open(view, app, me) {
  const table = /\{(\w+)\}/.exec(view.path)?.[1]
  const id = table ? await app.value(`SELECT max(id) FROM ${table} WHERE deleted_at IS NULL`) : ''
  const address = `#${view.path.replace(`{${table}}`, id)}`
  await me.arrives()
  const former = await me.page.locator('.main > :last-child').elementHandle()
  const moves = await me.page.evaluate((to) => location.hash.split('?')[0] !== to.split('?')[0], address)
  await me.page.goto(`${app.url}/${address}`)
  if (moves) await me.page.waitForFunction((e) => !e.isConnected, former)
  await me.sees(view.ready, me.page.locator('.main'))
  await me.still()
}
