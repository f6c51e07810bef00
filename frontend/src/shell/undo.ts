import { history } from '@/api'
import { attempt, sure, tell, warn } from '@/composables/feedback'

// One question at a time, however long Ctrl+Z is held.
let asking = false

/** Takes back the last action after asking; what others came to depend on stays and is named. */
export async function undoLast(): Promise<void> {
  if (asking) return
  asking = true
  try {
    await askAndUndo()
  } finally {
    asking = false
  }
}

async function askAndUndo(): Promise<void> {
  // Read anew: right after a save the status bar still names the action before it.
  const last = await attempt(() => history.Last())
  if (!last) return
  if (last.id === 0) return warn('没有可以撤销的操作。更早的请到“设置 → 修改记录”里撤销。')
  if (!(await sure(`撤销“${last.label}”？撤销后还可以在修改历史里查到。`, '撤销', '撤销上一步'))) return
  const done = await attempt(() => history.UndoLast())
  if (!done) return
  if (done.kept.length === 0) return tell(`已撤销：${last.label}`)
  const kept = done.kept.map((k) => `${k.title}（${k.reason}）`).join('；')
  warn(`已撤销“${last.label}”，但保留了 ${done.kept.length} 条：${kept}`)
}
