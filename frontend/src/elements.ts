// The parts of Element Plus that the pages use, and no others: the window opens sooner.
import {
  ElButton, ElCheckbox, ElCheckboxGroup, ElConfigProvider, ElDialog, ElDrawer, ElDropdown, ElDropdownItem, ElDropdownMenu,
  ElIcon, ElInput, ElPopover, ElTabPane, ElTabs, provideGlobalConfig,
} from 'element-plus'
import zhCn from 'element-plus/es/locale/lang/zh-cn'
import type { App } from 'vue'

export const elements = [
  ElButton, ElCheckbox, ElCheckboxGroup, ElConfigProvider, ElDialog, ElDrawer, ElDropdown, ElDropdownItem, ElDropdownMenu,
  ElIcon, ElInput, ElPopover, ElTabPane, ElTabs,
]

export function useElements(app: App): void {
  for (const e of elements) app.use(e)
  provideGlobalConfig({ locale: zhCn }, app, true)
}
