// What the search box can do besides finding: go to a page, begin a record, act.
import type { Router } from 'vue-router'
import { reports, settings } from '@/api'
import { attempt, tell } from '@/composables/feedback'
import { lockNow } from '@/composables/useLock'
import { level } from '@/composables/useLevel'
import { thisMonth } from '@/composables/useOffice'
import { stepZoom, useZoom } from '@/composables/useShown'
import { rank } from '@/lib/pinyin'
import { sections } from '@/shell/sections'
import { settingsPages } from '@/shell/settingsPages'
import { undoLast } from '@/shell/undo'

export interface Command {
  title: string
  /** What it belongs to, said beside it. */
  about: string
  keys?: string
  run: (router: Router, help: () => void) => unknown
}

const made: [title: string, path: string][] = [
  ['写督导记录', '/visits/new'], ['粘贴微信消息', '/visits/paste'], ['登记听课记录', '/lessons/new'], ['登记问题', '/findings/new'], ['拟整改文书', '/notices/new'],
  ['登记投诉举报', '/complaints/new'], ['登记典型经验', '/practices/new'], ['专项督导立项', '/inspections/new'], ['拟月例会', '/meetings/new'], ['拟公示通报文稿', '/publications/new'],
  ['新增学校', '/schools/new'], ['新增督学', '/inspectors/new'], ['登记培训', '/trainings/new'], ['建立协作组', '/teams/new'], ['登记归档文件', '/archive/new'],
  ['登记佐证材料', '/evidence/new'], ['新建评估表', '/checklists/new'], ['新建标准', '/standards/new'],
]

const { contrast } = useZoom()

const acts: Command[] = [
  {
    title: '打印本月月报', about: '按 PDF 打开，用系统的打印',
    run: async (router) => {
      await router.push({ path: '/reports', query: { span: thisMonth() } })
      await attempt(() => reports.Open({ span: thisMonth(), zone: '', form: '', format: 'pdf', path: '', level: level.value }))
    },
  },
  { title: '本月全部材料', about: '一次做好本月要交的各种表', run: (router) => router.push({ path: '/reports', query: { span: thisMonth(), all: '1' } }) },
  {
    title: '立即备份', about: '现在做一份备份',
    run: async () => {
      const backup = await attempt(() => settings.Backup())
      if (backup) tell('已备份')
    },
  },
  { title: '锁屏', about: '不在座位时', keys: 'Ctrl+L', run: () => lockNow() },
  { title: '撤销上一步', about: '先问再撤', keys: 'Ctrl+Z', run: () => undoLast() },
  { title: '文字放大', about: '显示', keys: 'Ctrl+加号', run: () => { stepZoom(1) } },
  { title: '文字缩小', about: '显示', keys: 'Ctrl+减号', run: () => { stepZoom(-1) } },
  { title: '文字恢复原大小', about: '显示', keys: 'Ctrl+0', run: () => { stepZoom(0) } },
  { title: '高对比度', about: '显示：打开或关闭', run: () => { contrast.value = !contrast.value } },
  { title: '打开数据文件夹', about: '在文件管理器里看', run: () => attempt(() => settings.OpenFolder()) },
  { title: '快捷键', about: '能用键盘做的事', keys: 'F1', run: (_, help) => { help() } },
]

/** All commands: actions, new records, pages. */
export const commands: Command[] = [
  ...acts,
  ...made.map(([title, path]): Command => ({ title, about: '新建', run: (router) => router.push(path) })),
  ...sections.flatMap((s) => s.pages.map((p): Command => ({ title: p.title, about: p.title === s.title ? '打开页面' : `打开页面：${s.title}`, run: (router) => router.push(p.to) }))),
  ...settingsPages.map((p): Command => ({ title: p.title, about: '打开页面：设置', run: (router) => router.push(`/settings/${p.key}`) })),
]

/** The commands that answer the typed text, the best first; spellings are in their order. */
export function answering(text: string, spellings: readonly string[], most: number): Command[] {
  return commands
    .map((command, i) => ({ command, i, score: rank({ name: command.title, pinyin: spellings[i] ?? '' }, text) }))
    // Letters left out in the middle fit too much beside records.
    .filter((m) => m.score >= 0 && m.score < 6)
    .sort((a, b) => a.score - b.score || a.i - b.i)
    .slice(0, most)
    .map((m) => m.command)
}
