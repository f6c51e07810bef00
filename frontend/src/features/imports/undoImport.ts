import { ElMessageBox } from 'element-plus'
import { imports } from '@/api'
import { attempt, sure, tell } from '@/composables/feedback'

/** Takes an import back; rows edited since then stay, and are named. */
export async function undoImport(id: number, name: string): Promise<boolean> {
  if (!(await sure(`撤销${name}？新增的会移走，更新的会恢复原样；导入后又改过的行会保留，并告诉你是哪些。`, '撤销导入'))) return false
  const done = await attempt(() => imports.Undo(id))
  if (!done) return false
  const summary = `移走 ${done.removed} 条，恢复 ${done.restored} 条`
  if (done.kept.length === 0) tell(`已撤销：${summary}`)
  else await ElMessageBox.alert(`${summary}。保留 ${done.kept.length} 条：\n${done.kept.map((k) => `· ${k.title}：${k.reason}`).join('\n')}`, '已撤销，部分保留', { confirmButtonText: '知道了', customStyle: { whiteSpace: 'pre-line' } })
  return true
}
