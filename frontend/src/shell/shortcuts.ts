// The keys that the program knows, for the page of F1. frontend/e2e/47-keys.mjs
// presses every one of them.
export interface Shortcuts { title: string; keys: [key: string, what: string][] }

export const shortcuts: Shortcuts[] = [
  { title: '随处可用', keys: [
    ['Ctrl+K', '搜索，或直接输入要做的事：写督导记录、锁屏……'], ['Ctrl+Z', '撤销上一步（光标不在输入框时）'], ['F1', '打开本页'], ['Shift+F1', '使用手册里说这一页的地方'], ['Ctrl+L', '锁屏（先在“设置—安全”里设密码）'],
    ['Ctrl++ Ctrl+-', '文字放大、缩小'], ['Ctrl+0', '文字恢复原大小'], ['Ctrl+PageUp Ctrl+PageDown', '本栏目的上一页、下一页'], ['Tab Shift+Tab', '到下一个、上一个按钮或输入框'], ['Esc', '返回、关闭'],
  ] },
  { title: '搜索框', keys: [
    ['↑ ↓', '上一条、下一条'], ['PageUp PageDown', '上一组、下一组'], ['Enter', '打开，或做这件事'],
  ] },
  { title: '列表', keys: [
    ['↑ ↓', '上一条、下一条'], ['Enter', '打开'], ['空格', '勾选'], ['Shift+↑ ↓', '连选'], ['Ctrl+A', '全选符合条件的'], ['Shift+F10 菜单键', '这一行能做的事'], ['← →', '选格'], ['Delete', '移到回收站'], ['Ctrl+C', '复制这一行'],
    ['表头 Shift+← →', '列宽'], ['表头 Alt+← →', '移列'], ['PageUp PageDown', '翻页'], ['Home End', '本页第一条、最后一条'],
    ['Ctrl+F', '光标到搜索框'], ['Ctrl+N', '新建'], ['Ctrl+Shift+V', '粘贴微信消息（督导记录）'], ['M', '待办里搁置一条，或取消搁置'],
  ] },
  { title: '批量录入', keys: [
    ['直接打字', '改选中的格子，汉字也行'], ['F2', '接着改'], ['Enter Tab', '往下、往右'], ['Alt+Enter', '格子里换行'], ['Ctrl+D', '照上面一格填'], ['Ctrl+Enter', '选中的格子填一样的'],
    ['Alt+↓', '可以选的'], ['F8', '到下一个有误的格'], ['F6', '离开表格'], ['Ctrl+Z Ctrl+Y', '撤销、重做'],
  ] },
  { title: '填表', keys: [
    ['Enter', '到下一项（大段文字里是换行，用 Tab 到下一项）'], ['Shift+Enter', '回到上一项'], ['Ctrl+S', '保存'],
    ['Ctrl+Enter', '保存并接着填下一份'], ['Ctrl+P', '看督导记录表，打印'], ['1 — 9', '勾选事项、选择类型和级别'], ['0', '全选或全不选事项'],
    ['拼音首字母', '找学校、督学，如 xyz；多音字每个读音都行'], ['Alt+↓', '日期框里打开日历'], ['↑ ↓', '日期框里加一天、减一天'], ['Ctrl+;', '日期框里填今天'],
  ] },
]
