// The sections of the program and the pages of each: the side bar shows the
// sections, a row of tabs the pages of the one that is open.
import type { Component } from 'vue'
import {
  Bell, Calendar, ChatLineSquare, Checked, Collection, DataAnalysis, Document, EditPen, Files, House, Medal, Promotion, Setting, Switch, User, Warning,
} from '@element-plus/icons-vue'

export interface Section {
  title: string
  icon: Component
  /** The first is where the section opens. */
  pages: { to: string; title: string }[]
}

export const sections: Section[] = [
  { title: '首页', icon: House, pages: [{ to: '/', title: '首页' }] },
  { title: '待办', icon: Bell, pages: [{ to: '/alerts', title: '待办' }] },
  {
    title: '计划', icon: Calendar,
    pages: [{ to: '/plans', title: '行事历' }, { to: '/plans/menu', title: '月菜单' }, { to: '/plans/month', title: '月计划' }, { to: '/plans/contacts', title: '下校与联系' }],
  },
  {
    title: '督导记录', icon: EditPen,
    pages: [{ to: '/visits', title: '督导记录' }, { to: '/lessons', title: '听课记录' }, { to: '/practices', title: '典型经验' }],
  },
  { title: '问题整改', icon: Warning, pages: [{ to: '/findings', title: '问题整改' }, { to: '/notices', title: '整改文书' }] },
  {
    title: '投诉举报', icon: ChatLineSquare,
    pages: [{ to: '/complaints', title: '投诉举报' }, { to: '/complaints/statistics', title: '投诉统计' }],
  },
  { title: '专项督导', icon: Checked, pages: [{ to: '/inspections', title: '专项督导' }, { to: '/checklists', title: '评估表' }] },
  {
    title: '例会公示', icon: Promotion,
    pages: [{ to: '/meetings', title: '例会' }, { to: '/publications', title: '公示通报' }, { to: '/uploads', title: '上报记录' }, { to: '/uploads/statistics', title: '上报情况' }],
  },
  { title: '学校', icon: Collection, pages: [{ to: '/schools', title: '学校' }, { to: '/school-assessments', title: '综合考核' }] },
  {
    title: '督学', icon: User,
    pages: [
      { to: '/inspectors', title: '督学' }, { to: '/tenures', title: '聘任换届' }, { to: '/tenures/exchange', title: '定期交流' },
      { to: '/trainings', title: '培训' }, { to: '/trainings/hours', title: '培训学时' }, { to: '/assessments', title: '考核' }, { to: '/teams', title: '协作组' },
    ],
  },
  { title: '责任区', icon: Document, pages: [{ to: '/zones', title: '责任区' }] },
  { title: '报表', icon: DataAnalysis, pages: [{ to: '/reports', title: '报表' }] },
  {
    title: '档案', icon: Files,
    pages: [
      { to: '/archive', title: '归档文件' }, { to: '/archive/filing', title: '批量归档' }, { to: '/archive/boxes', title: '档案盒' }, { to: '/archive/stocktakes', title: '清点' },
      { to: '/archive/loans', title: '借阅' }, { to: '/archive/disposals', title: '移交与到期' },
    ],
  },
  { title: '迎检', icon: Medal, pages: [{ to: '/evaluations', title: '迎检' }, { to: '/evidence', title: '佐证材料' }, { to: '/standards', title: '标准' }] },
  {
    title: '导入导出', icon: Switch,
    pages: [{ to: '/imports', title: '导入导出' }, { to: '/sheets', title: '表格收发' }, { to: '/photos', title: '照片归位' }, { to: '/scans', title: '收扫描件' }],
  },
  { title: '设置', icon: Setting, pages: [{ to: '/settings', title: '设置' }] },
]

/** The pages of one evaluation, in the order of the work; none elsewhere. */
export function evaluationPages(path: string): { to: string; title: string }[] {
  const at = /^\/evaluations\/\d+/.exec(path)?.[0]
  if (!at) return []
  return [
    { to: at, title: '考核点' }, { to: `${at}/gaps`, title: '缺口' }, { to: `${at}/schedule`, title: '倒排工期' }, { to: `${at}/spots`, title: '模拟抽查' },
    { to: `${at}/binder`, title: '生成迎检册' }, { to: `${at}/usb`, title: '迎检U盘' },
  ]
}

/** Whether the path lies on the page or below it. */
function below(path: string, page: string): boolean {
  return page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`)
}

/** The section a path belongs to. */
export function sectionOf(path: string): Section | undefined {
  return sections.find((s) => s.pages.some((p) => below(path, p.to)))
}
