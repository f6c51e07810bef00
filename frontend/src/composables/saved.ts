// A file that was written for the clerk: where it is, and a way to it.
import { h } from 'vue'
import { ElMessage } from 'element-plus'
import { files } from '@/api'
import { attempt, place } from './feedback'

const longEnoughToClickMs = 8000

export function tellSaved(path: string, what = '已保存'): void {
  const show = h('button', { class: 'link', style: 'margin-left: 0.8em; white-space: nowrap', onClick: () => void attempt(() => files.Show(path)) }, '在文件夹里看')
  ElMessage({ type: 'success', message: h('span', [`${what}：${path}`, show]), ...place, grouping: false, showClose: true, duration: longEnoughToClickMs })
}
