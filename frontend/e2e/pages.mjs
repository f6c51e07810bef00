// The main pages, and how a person knows that each is there.

const settings = ['office', 'plates', 'rules', 'matters', 'checkpoints', 'terms', 'display', 'data', 'actions', 'trash', 'about']

export const pages = [
  { name: 'home', path: '/', ready: '各责任区本月覆盖' },
  { name: 'visits', path: '/visits', ready: '新建督导记录' },
  { name: 'visit-new', path: '/visits/new', ready: '督导日期' },
  { name: 'visit', path: '/visits/{visits}', ready: '修改历史' },
  { name: 'findings', path: '/findings', ready: '问题整改' },
  { name: 'finding', path: '/findings/{findings}', ready: '修改历史' },
  { name: 'schools', path: '/schools', ready: '新增学校' },
  { name: 'school', path: '/schools/{schools}', ready: '责任督学（挂牌）' },
  { name: 'inspectors', path: '/inspectors', ready: '新增督学' },
  { name: 'inspector', path: '/inspectors/{inspectors}', ready: '登记聘任' },
  { name: 'zones', path: '/zones', ready: '另立新版本' },
  { name: 'reports', path: '/reports?month=2026-03', ready: /第 \d+ 页，共/ },
  { name: 'imports', path: '/imports', ready: '一、这是什么表' },
  { name: 'photos', path: '/photos', ready: '照片' },
  ...settings.map((tab) => ({ name: `settings-${tab}`, path: `/settings/${tab}`, ready: '设置' })),
]

/** Opens a main page and waits until it stands still; charts take a pause longer. */
export async function open(view, app, me, pause) {
  const table = /\{(\w+)\}/.exec(view.path)?.[1]
  const id = table ? await app.value(`SELECT max(id) FROM ${table} WHERE deleted_at IS NULL`) : ''
  await me.page.goto(`${app.url}/#${view.path.replace(`{${table}}`, id)}`)
  await me.sees(view.ready)
  await me.still(pause)
}
