// 练习县: whether the window shows it, and the ways in and out. Another data folder
// is another office: the page starts anew.
import { reactive } from 'vue'
import { ElLoading } from 'element-plus'
import { trial } from '@/api'
import { attempt, sure } from './feedback'
import { keepDrafts } from './useDraft'

export const practice = reactive({ on: false })

export async function readTrial(): Promise<void> {
  practice.on = (await trial.State()).on
}

/** Opens the page anew, on whatever data the program has open now. */
export function startAnew(to = '#/'): void {
  location.hash = to
  location.reload()
}

/** Shows what is being done until it is; true when it was. */
export async function underCover(text: string, work: () => Promise<void>): Promise<boolean> {
  const cover = ElLoading.service({ fullscreen: true, text, background: 'rgba(244, 242, 238, 0.85)' })
  const done = await attempt(async () => { await work(); return true })
  cover.close()
  return done === true
}

export async function enterTrial(): Promise<void> {
  if (await underCover('正在打开练习县，第一次要等几秒……', async () => { await keepDrafts(); await trial.Enter() })) startAnew()
}

export async function leaveTrial(): Promise<void> {
  if (await underCover('正在打开自己的数据……', async () => { await keepDrafts(); await trial.Leave() })) startAnew()
}

export async function resetTrial(): Promise<void> {
  if (!(await sure('练习县会变回刚装好的样子，在里面写的都没有了。自己的数据不受影响。', '重置'))) return
  if (await underCover('正在重置练习县……', trial.Reset)) startAnew()
}
