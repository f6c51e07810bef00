import { createApp } from 'vue'
import './styles/elements'
import './styles/tokens.css'
import './styles/base.css'
import './styles/page.css'
import App from './App.vue'
import { followPages } from './composables/usePage'
import { applyZoom } from './composables/useShown'
import { trouble } from './composables/feedback'
import { useElements } from './elements'
import { followRecent } from './features/search/recent'
import { router } from './router'

applyZoom()
followPages(router)
followRecent(router)
const app = createApp(App)
app.config.errorHandler = (reason) => {
  console.error(reason)
  trouble(reason)
}
window.addEventListener('unhandledrejection', (e) => trouble(e.reason))
useElements(app)
app.use(router)
app.mount('#app')
