import { createApp } from 'vue'
import ElementPlus from 'element-plus'
import zhCn from 'element-plus/es/locale/lang/zh-cn'
import 'element-plus/dist/index.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/page.css'
import App from './App.vue'
import { applyZoom } from './composables/useShown'
import { trouble } from './composables/feedback'
import { followRecent } from './features/search/recent'
import { router } from './router'

applyZoom()
followRecent(router)
const app = createApp(App)
app.config.errorHandler = (reason) => {
  console.error(reason)
  trouble(reason)
}
window.addEventListener('unhandledrejection', (e) => trouble(e.reason))
app.use(ElementPlus, { locale: zhCn })
app.use(router)
app.mount('#app')
