import { createRouter, createWebHashHistory } from 'vue-router'
import HomePage from './features/home/HomePage.vue'
import VisitList from './features/visits/VisitList.vue'

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', component: HomePage, meta: { title: '首页' } },
    { path: '/alerts', component: () => import('./features/alerts/AlertPage.vue'), meta: { title: '待办' } },
    { path: '/visits', component: VisitList, meta: { title: '督导记录' } },
    { path: '/visits/:id', component: () => import('./features/visits/VisitForm.vue'), meta: { title: '督导记录' } },
    { path: '/lessons', component: () => import('./features/lessons/LessonList.vue'), meta: { title: '听课记录' } },
    { path: '/lessons/:id', component: () => import('./features/lessons/LessonForm.vue'), meta: { title: '听课记录' } },
    { path: '/findings', component: () => import('./features/findings/FindingList.vue'), meta: { title: '问题整改' } },
    { path: '/findings/:id(\\d+)', component: () => import('./features/findings/FindingCase.vue'), meta: { title: '问题整改' } },
    { path: '/findings/:id(new)', component: () => import('./features/findings/FindingForm.vue'), meta: { title: '问题整改' } },
    { path: '/findings/:id(\\d+)/edit', component: () => import('./features/findings/FindingForm.vue'), meta: { title: '问题整改' } },
    { path: '/complaints', component: () => import('./features/complaints/ComplaintList.vue'), meta: { title: '投诉举报' } },
    { path: '/complaints/statistics', component: () => import('./features/complaints/ComplaintStatistics.vue'), meta: { title: '投诉统计' } },
    { path: '/complaints/:id', component: () => import('./features/complaints/ComplaintForm.vue'), meta: { title: '投诉举报' } },
    { path: '/notices', component: () => import('./features/notices/NoticeList.vue'), meta: { title: '整改文书' } },
    { path: '/notices/:id', component: () => import('./features/notices/NoticeForm.vue'), meta: { title: '整改文书' } },
    { path: '/practices', component: () => import('./features/practices/PracticeList.vue'), meta: { title: '典型经验' } },
    { path: '/practices/:id', component: () => import('./features/practices/PracticeForm.vue'), meta: { title: '典型经验' } },
    { path: '/schools', component: () => import('./features/schools/SchoolList.vue'), meta: { title: '学校' } },
    { path: '/schools/:id', component: () => import('./features/schools/SchoolForm.vue'), meta: { title: '学校' } },
    { path: '/inspectors', component: () => import('./features/inspectors/InspectorList.vue'), meta: { title: '督学' } },
    { path: '/inspectors/:id', component: () => import('./features/inspectors/InspectorForm.vue'), meta: { title: '督学' } },
    { path: '/zones', component: () => import('./features/zones/ZonePage.vue'), meta: { title: '责任区' } },
    { path: '/reports', component: () => import('./features/reports/ReportPage.vue'), meta: { title: '报表' } },
    { path: '/imports', component: () => import('./features/imports/ImportPage.vue'), meta: { title: '导入导出' } },
    { path: '/sheets', component: () => import('./features/sheets/SheetPage.vue'), meta: { title: '表格收发' } },
    { path: '/photos', component: () => import('./features/files/PhotoPage.vue'), meta: { title: '照片归位' } },
    { path: '/scans', component: () => import('./features/files/ScanPage.vue'), meta: { title: '扫描件归位' } },
    { path: '/settings/:tab?', component: () => import('./features/settings/SettingsPage.vue'), meta: { title: '设置' } },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})
