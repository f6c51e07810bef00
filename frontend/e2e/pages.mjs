// The main pages, and how a person knows that each is there.

const settings = {
  office: '单位名称', papers: '文号样式', plates: '制作单位', templates: '占位符', rules: '规则与期限', alerts: '责任区学校数超过规定', matters: '＋ 增加', checkpoints: '督导要点', terms: '学年学期', display: '文字大小',
  data: '数据文件夹', health: '本程序不保证什么', actions: '修改记录', trash: '回收站', about: '关于',
}

export const pages = [
  { name: 'home', path: '/', ready: '各责任区本月覆盖' },
  { name: 'alerts', path: '/alerts', ready: '学校本月没有督导' },
  { name: 'plans', path: '/plans?year=2026', ready: '增加一项' },
  { name: 'plan', path: '/plans/{plans}', ready: '修改历史' },
  { name: 'plan-menu', path: '/plans/menu?month=2026-03', ready: '督导内容' },
  { name: 'plan-month', path: '/plans/month?month=2026-03', ready: '完成' },
  { name: 'contacts', path: '/plans/contacts?month=2026-03', ready: '领导联系学校' },
  { name: 'visits', path: '/visits', ready: '新建督导记录' },
  { name: 'visit-new', path: '/visits/new', ready: '督导日期' },
  { name: 'visit-paste', path: '/visits/paste', ready: '识别' },
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
  { name: 'inspections', path: '/inspections', ready: '立项' },
  { name: 'inspection-new', path: '/inspections/new', ready: '与哪次比较' },
  { name: 'inspection', path: '/inspections/{inspections}', ready: '被督导单位（' },
  { name: 'inspection-edit', path: '/inspections/{inspections}/edit', ready: '看督导经过' },
  { name: 'inspection-unit', path: '/inspections/units/{inspection_units}', ready: '分组和日程' },
  { name: 'meetings', path: '/meetings', ready: '拟月例会' },
  { name: 'meeting-new', path: '/meetings/new', ready: '议程' },
  { name: 'meeting', path: '/meetings/{meetings}', ready: '修改历史' },
  { name: 'publications', path: '/publications', ready: '拟文稿' },
  { name: 'publication-new', path: '/publications/new?kind=督导情况通报', ready: '按记录拟稿' },
  { name: 'publication', path: '/publications/{publications}', ready: '修改历史' },
  { name: 'uploads', path: '/uploads', ready: '平台设置' },
  { name: 'upload-statistics', path: '/uploads/statistics?from=2026-03-01&to=2026-03-31', ready: '按时率' },
  { name: 'upload-strip', path: '/uploads/1/visit/{visits}', ready: '复制' },
  { name: 'platform', path: '/uploads/platforms/{platforms}', ready: '栏目' },
  { name: 'checklists', path: '/checklists', ready: '从现成目录新建' },
  { name: 'checklist-new', path: '/checklists/new', ready: '评估要点' },
  { name: 'checklist', path: '/checklists/{checklists}', ready: '修改历史' },
  { name: 'unit-scores', path: '/inspections/{inspections}/units/{inspection_units}/scores', ready: '扣分说明' },
  { name: 'inspection-statistics', path: '/inspections/{inspections}/statistics', ready: '各要点得分率' },
  { name: 'schools', path: '/schools', ready: '新增学校' },
  { name: 'school', path: '/schools/{schools}', ready: '责任督学（挂牌）' },
  { name: 'dossier-school', path: '/schools/{schools}/dossier', ready: '督导事项' },
  { name: 'briefing', path: '/schools/{schools}/briefing', ready: '还要知道的' },
  { name: 'inspectors', path: '/inspectors', ready: '新增督学' },
  { name: 'inspector', path: '/inspectors/{inspectors}', ready: '登记聘任' },
  { name: 'tenures', path: '/tenures', ready: '开始换届' },
  { name: 'tenure', path: '/tenures/{tenures}', ready: '聘任材料和扫描件' },
  { name: 'exchange', path: '/tenures/exchange', ready: '打印交流方案' },
  { name: 'trainings', path: '/trainings', ready: '登记培训' },
  { name: 'training-new', path: '/trainings/new', ready: '参训名单' },
  { name: 'training', path: '/trainings/{trainings}', ready: '参训名单' },
  { name: 'training-hours', path: '/trainings/hours?year=2025', ready: '只看不足的' },
  { name: 'dossier-inspector', path: '/inspectors/{inspectors}/dossier', ready: '负责的学校' },
  { name: 'teams', path: '/teams', ready: '建立协作组' },
  { name: 'team', path: '/teams/{teams}', ready: '修改历史' },
  { name: 'assessments', path: '/assessments', ready: '新建考核' },
  { name: 'assessment', path: '/assessments/{assessments}', ready: '按名次排列' },
  { name: 'assessment-schemes', path: '/assessments/schemes', ready: '新建方案' },
  { name: 'assessment-scheme', path: '/assessments/schemes/{assessment_schemes}', ready: '占比合计' },
  { name: 'awards', path: '/assessments/awards', ready: '登记表彰' },
  { name: 'school-assessments', path: '/school-assessments', ready: '新建考核' },
  { name: 'zones', path: '/zones', ready: '另立新版本' },
  { name: 'reports', path: '/reports?span=2026-03', ready: /第 \d+ 页，共/ },
  { name: 'usb', path: '/evaluations/{evaluations}/usb', ready: '遮盖级别' },
  { name: 'archive', path: '/archive', ready: '登记归档文件' },
  { name: 'archive-filing', path: '/archive/filing?span=2026-03', ready: '归档选中的' },
  { name: 'settings-archive', path: '/settings/archive', ready: '保管期限表' },
  { name: 'archive-item', path: '/archive/{archive_items}', ready: '修改历史' },
  { name: 'archive-boxes', path: '/archive/boxes?year=2025', ready: '起止件号' },
  { name: 'imports', path: '/imports', ready: '一、这是什么表' },
  { name: 'sheets', path: '/sheets', ready: '发出表格' },
  { name: 'photos', path: '/photos', ready: '还没有选文件夹' },
  { name: 'scans', path: '/scans', ready: /待归 \d+ 份/ },
  ...Object.entries(settings).map(([tab, ready]) => ({ name: `settings-${tab}`, path: `/settings/${tab}`, ready })),
]

/** Opens a main page and waits until that one, not the one before, stands still. */
export async function open(view, app, me) {
  let address = `#${view.path}`
  for (const [place, table] of view.path.matchAll(/\{(\w+)\}/g)) address = address.replace(place, await app.value(`SELECT max(id) FROM ${table} WHERE deleted_at IS NULL`))
  await me.arrives()
  const former = await me.page.locator('.main > :last-child').elementHandle()
  const moves = await me.page.evaluate((to) => location.hash.split('?')[0] !== to.split('?')[0], address)
  await me.page.goto(`${app.url}/${address}`)
  if (moves) await me.page.waitForFunction((e) => !e.isConnected, former)
  await me.sees(view.ready, me.page.locator('.main'))
  await me.still()
}
