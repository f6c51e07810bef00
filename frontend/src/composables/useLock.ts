// 锁屏: whether the screen is locked, and when it locks by itself. The program
// itself refuses every call while it is locked; this only hides the page.
import { reactive, watch } from 'vue'
import { onShut, security } from '@/api'
import { attempt, trouble, warn } from './feedback'
import { keepDrafts } from './useDraft'
import { readAgain } from './useOffice'

export const lock = reactive({ known: false, opened: false, set: false, locked: false, minutes: 0, fault: '', folder: '', file: '' })

const lookEveryMs = 5000
const minuteMs = 60_000
let touched = Date.now()
let focused: Element | null = null

export async function readLock(): Promise<void> {
  const now = await attempt(() => security.State())
  if (!now) return
  Object.assign(lock, now, { known: true, opened: lock.opened || !now.locked })
}

/** Locks the screen: it is hidden at once, what was typed is kept, then the program shuts. */
export async function lockNow(): Promise<void> {
  if (lock.locked) return
  if (!lock.set) {
    warn('还没有设锁屏密码，请先在“设置—安全”里设一个。')
    return
  }
  focused = document.activeElement
  lock.locked = true
  try {
    await keepDrafts()
    await security.Lock()
  } catch (reason) {
    lock.locked = false
    trouble(reason)
  }
}

/** Unlocks the screen; fails with the program's own words. */
export async function unlock(password: string): Promise<void> {
  await security.Unlock({ password })
  touched = Date.now()
  const again = lock.opened
  lock.locked = false
  await readLock()
  if (again) void readAgain()
  if (focused instanceof HTMLElement) focused.focus()
}

/** Follows keys and idle time; to be called once by the window. */
export function followLock(): void {
  onShut(() => { lock.locked = true })
  watch(() => lock.locked, (is) => document.documentElement.classList.toggle('locked', is))
  const touch = () => { touched = Date.now() }
  for (const event of ['mousemove', 'mousedown', 'wheel', 'touchstart']) window.addEventListener(event, touch, { passive: true })
  window.addEventListener('keydown', (e) => {
    touch()
    if (lock.locked) e.stopImmediatePropagation() // the pages behind hear nothing
    if (!e.ctrlKey || e.shiftKey || e.altKey || e.key.toLowerCase() !== 'l') return
    e.preventDefault()
    e.stopImmediatePropagation()
    void lockNow()
  }, { capture: true })
  window.setInterval(() => {
    if (lock.set && lock.minutes > 0 && Date.now() - touched > lock.minutes * minuteMs) void lockNow()
  }, lookEveryMs)
  void readLock()
}
