// Dialogs, drawers and panels by keyboard: opened by Enter on their button, Tab and
// Shift+Tab never leave what is open, and once it is closed the cursor is back on the button.
import { until } from './person.mjs'
import { open, pages } from './pages.mjs'

// Page, its button, and how it is closed: Esc, or a button of its own.
const openers = [
  ['visits', '打印、导出这张表'], ['visits', /^显示的列/], ['visits', '搜索'], ['visits', /快捷键/],
  ['visit', '修改历史'], ['inspector', '登记聘任', '取消'], ['school', '修改历史'], ['reports', '统计表'],
  ['settings-matters', '＋ 增加', '取消'], ['settings-terms', /增加/, '取消'], ['binder', '怎样分盒'], ['binder', '校验…'], ['evaluation', '年度、日期', '取消'],
  ['scans', '印分隔页…'], ['evaluations', '新建一轮评估'], ['zones', '另立新版本'],
]
const layer = '.el-overlay, .el-popper, .el-message-box'

export default async function ({ app, me, page, note }) {
  const found = []
  let last = ''
  for (const [name, button, by] of openers) {
    if (name !== last) await open(pages.find((p) => p.name === name), app, me, false)
    last = name
    const opener = page.getByRole('button', { name: button }).filter({ visible: true }).first()
    const what = `${name}, ${await opener.innerText()}`
    await opener.focus()
    await me.keys('Enter')
    const inside = page.locator(layer).filter({ visible: true }).first()
    try {
      await inside.waitFor()
      await until(() => page.evaluate(holds, layer), 'the cursor goes into what opened', 5000)
      for (const key of [...Array(8).fill('Tab'), ...Array(10).fill('Shift+Tab')]) {
        await me.keys(key)
        if (!(await page.evaluate(holds, layer))) { found.push(`${what}: ${key} leaves it`); break }
      }
      if (by) await inside.getByRole('button', { name: by }).press('Enter')
      else await me.keys('Escape')
      await inside.waitFor({ state: 'hidden' })
      await until(() => opener.evaluate((e) => e === document.activeElement), 'the cursor is back', 3000)
    } catch (reason) {
      found.push(`${what}: ${reason.message.split('\n')[0]}`)
      last = ''
    }
  }
  if (found.length > 0) throw new Error(`${found.length} faults:\n${found.join('\n')}`)
  note(`${openers.length} opened and closed`)
}

/** Whether the cursor is in a layer over the page. */
function holds(selector) {
  return document.activeElement?.closest(selector) !== null && document.activeElement !== document.body
}
