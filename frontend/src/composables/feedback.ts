// How the program talks to the clerk: one way for news, one for troubles, one
// for questions.
import { ElMessage, ElMessageBox } from 'element-plus'
import { officeError } from '@/api'

const troubleMs = 9000
// Above the status bar, where no button is covered.
export const place = { placement: 'bottom', offset: 44, grouping: true } as const

export function tell(message: string): void {
  ElMessage({ type: 'success', message, ...place, duration: 3000 })
}

export function warn(message: string): void {
  ElMessage({ type: 'warning', message, ...place, duration: troubleMs, showClose: true })
}

/** Shows an error in the program's own words; a stopped job is no error, and a locked screen says so itself. */
export function trouble(reason: unknown): void {
  const e = officeError(reason)
  if (e.code === 'cancelled' || e.code === 'shut') return
  ElMessage({ type: 'error', message: e.message, ...place, duration: troubleMs, showClose: true })
}

/** Runs work and shows its error; undefined when it failed. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (reason) {
    trouble(reason)
    return undefined
  }
}

/** Asks before something that is not undone by a click. */
export async function sure(message: string, yes: string, title = '请确认'): Promise<boolean> {
  try {
    await ElMessageBox.confirm(message, title, {
      confirmButtonText: yes, cancelButtonText: '不', type: 'warning', autofocus: false,
    })
    return true
  } catch {
    return false // closed or answered no
  }
}

/** Asks for one line of text; undefined when the clerk thinks better of it. */
export async function ask(message: string, title: string, value = ''): Promise<string | undefined> {
  try {
    const answer: unknown = await ElMessageBox.prompt(message, title, {
      confirmButtonText: '确定', cancelButtonText: '取消', inputValue: value,
      inputValidator: (text: string) => (text.trim() === '' ? '请填写后再确定' : true),
    })
    return typeof answer === 'object' && answer !== null && 'value' in answer ? String(answer.value).trim() : undefined
  } catch {
    return undefined // closed
  }
}
