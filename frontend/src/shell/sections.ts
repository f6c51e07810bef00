// The sections of the program and the pages of each: the side bar shows the
// sections, a row of tabs the pages of the one that is open.
import type { Component } from 'vue'
import {
  Bell, ChatLineSquare, Collection, DataAnalysis, Document, EditPen, Files, House, Setting, Switch, User, Warning,
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
    title: '督导记录', icon: EditPen,
    pages: [{ to: '/visits', title: '督导记录' }, { to: '/lessons', title: '听课记录' }, { to: '/practices', title: '典型经验' }],
  },
  { title: '问题整改', icon: Warning, pages: [{ to: '/findings', title: '问题整改' }, { to: '/notices', title: '整改文书' }] },
  {
    title: '投诉举报', icon: ChatLineSquare,
    pages: [{ to: '/complaints', title: '投诉举报' }, { to: '/complaints/statistics', title: '投诉统计' }],
  },
  { title: '学校', icon: Collection, pages: [{ to: '/schools', title: '学校' }] },
  { title: '督学', icon: User, pages: [{ to: '/inspectors', title: '督学' }] },
  { title: '责任区', icon: Document, pages: [{ to: '/zones', title: '责任区' }] },
  { title: '报表', icon: DataAnalysis, pages: [{ to: '/reports', title: '报表' }] },
  { title: '档案', icon: Files, pages: [{ to: '/archive', title: '归档文件' }, { to: '/archive/boxes', title: '档案盒' }] },
  {
    title: '导入导出', icon: Switch,
    pages: [{ to: '/imports', title: '导入导出' }, { to: '/photos', title: '照片归位' }, { to: '/scans', title: '扫描件归位' }],
  },
  { title: '设置', icon: Setting, pages: [{ to: '/settings', title: '设置' }] },
]

/** Whether the path lies on the page or below it. */
function below(path: string, page: string): boolean {
  return page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`)
}

/** The section a path belongs to. */
export function sectionOf(path: string): Section | undefined {
  return sections.find((s) => s.pages.some((p) => below(path, p.to)))
}
