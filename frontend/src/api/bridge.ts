// The one door to the Go side: every call goes through invoke, so that errors
// are unwrapped in one place.

type Method = (...args: unknown[]) => Promise<unknown>

interface WindowRuntime {
  EventsOn(name: string, callback: (...data: unknown[]) => void): () => void
  OnFileDrop(callback: (x: number, y: number, paths: string[]) => void, useDropTarget: boolean): void
  ClipboardSetText(text: string): Promise<boolean>
}

declare global {
  interface Window {
    go?: { desk?: Record<string, Record<string, Method>> }
    runtime?: WindowRuntime
  }
}

/** A refusal that the clerk can act on; fields are keyed by the JSON name of the field. */
export class OfficeError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message)
    this.name = 'OfficeError'
  }
}

/** Every call of a screen goes through the program's one door, which may be locked. */
function throughTheDoor(): void {
  const call = window.go?.desk?.Door?.Call
  if (!window.go || !call) return
  const screen = (name: string): Record<string, Method> => new Proxy({}, {
    get: (_target, method) => async (...args: unknown[]): Promise<unknown> =>
      JSON.parse(String(await call({ screen: name, method: String(method), args: JSON.stringify(args) }))),
  })
  window.go.desk = new Proxy({}, { get: (_target, name) => screen(String(name)) })
}
throughTheDoor()

let shut: () => void = () => undefined

/** What is to be done when a call finds the screen locked. */
export function onShut(work: () => void): void {
  shut = work
}

export function hasBackend(): boolean {
  return window.go?.desk !== undefined
}

/** Turns whatever a bound method rejected with into an OfficeError. */
export function officeError(reason: unknown): OfficeError {
  if (reason instanceof OfficeError) return reason
  const text = reason instanceof Error ? reason.message : String(reason)
  try {
    const parsed: unknown = JSON.parse(text)
    if (isWire(parsed)) return new OfficeError(parsed.code, parsed.message, parsed.fields ?? {})
  } catch {
    // Not a message of ours: an argument of a wrong type, or the bridge itself.
  }
  return new OfficeError('internal', `程序没有完成这一步，请重试；再出现时到“设置 → 关于”里按“复制诊断信息”，发给维护的人。（${text}）`)
}

interface Wire { code: string; message: string; fields?: Record<string, string> }

function isWire(x: unknown): x is Wire {
  return typeof x === 'object' && x !== null && 'code' in x && 'message' in x
}

/** A module of generated bindings whose errors arrive as OfficeErrors. */
export function guarded<M extends object>(module: M): M {
  return new Proxy({} as M, {
    get: (_target, name) => {
      const method = Reflect.get(module, name) as Method
      return async (...args: unknown[]) => {
        try {
          return await method(...args)
        } catch (reason) {
          const error = officeError(reason)
          if (error.code === 'shut') shut()
          throw error
        }
      }
    },
  })
}

/** Listens to an event of the program; the answer stops listening. */
export function onEvent<T>(name: string, callback: (data: T) => void): () => void {
  if (!window.runtime) return () => undefined
  return window.runtime.EventsOn(name, (data) => callback(data as T))
}

/** Takes what is dropped on the window, as full paths, and says whether it did; `on` is what it was dropped on. */
export type Taker = (paths: string[], on: Element | null) => boolean

// Wails knows one listener, and one alone: it is ours from the start, so that a file
// dropped anywhere never replaces the page. The last that came takes first.
const takers: Taker[] = []
let untaken: (paths: string[]) => void = () => undefined
window.runtime?.OnFileDrop((x, y, paths) => {
  const wanted = paths.filter((p) => p !== '')
  const on = document.elementFromPoint(x, y)
  if (wanted.length > 0 && ![...takers].reverse().some((take) => take(wanted, on))) untaken(wanted)
}, false)

/** Takes the files and folders that are dropped on the window; the answer stops taking. */
export function onFilesDropped(taker: Taker): () => void {
  takers.push(taker)
  return () => { takers.splice(takers.indexOf(taker), 1) }
}

/** What is done with files that nothing on the screen takes. */
export function onFilesUntaken(work: (paths: string[]) => void): void {
  untaken = work
}
