// Stands in for the scripts that Wails puts into its window: window.go calls
// the bound methods through the desk's door, window.runtime has events and notes every other call in
// window.__e2e.calls.
;(() => {
  const listeners = new Map()
  const calls = []

  const call = async (type, method, args) => {
    const response = await fetch('/e2e/call', {
      method: 'POST',
      body: JSON.stringify({ type, method, args: args.map((a) => (a === undefined ? null : a)) }),
    })
    if (!response.ok) throw new Error(await response.text())
    const answer = await response.json()
    if (answer.error) throw new Error(answer.error)
    return answer.result
  }

  const Door = {
    Call: async ({ screen, method, args }) => JSON.stringify((await call(screen, method, JSON.parse(args))) ?? null),
  }
  window.go = { desk: { Door } }

  const emit = (name, ...data) => {
    for (const l of [...(listeners.get(name) ?? [])]) {
      if (l.left > 0 && --l.left === 0) off(name, l)
      l.callback(...data)
    }
  }
  const off = (name, listener) => {
    const kept = (listeners.get(name) ?? []).filter((l) => listener && l !== listener)
    listeners.set(name, kept)
  }
  const on = (name, callback, left) => {
    const listener = { callback, left }
    listeners.set(name, [...(listeners.get(name) ?? []), listener])
    return () => off(name, listener)
  }

  let dropped = null
  const known = {
    EventsOnMultiple: on,
    EventsOn: (name, callback) => on(name, callback, -1),
    EventsOnce: (name, callback) => on(name, callback, 1),
    EventsOff: (...names) => names.forEach((name) => off(name)),
    EventsOffAll: () => listeners.clear(),
    EventsEmit: emit,
    OnFileDrop: (callback) => { dropped ??= callback }, // as in Wails, the first one stays
    OnFileDropOff: () => { dropped = null },
    Environment: async () => ({ buildType: 'e2e', platform: 'e2e', arch: 'e2e' }),
    ClipboardGetText: async () => window.__e2e.clipboard,
    ClipboardSetText: async (text) => { window.__e2e.clipboard = text; return true },
  }
  window.runtime = new Proxy(known, {
    get: (target, name) => target[name] ?? ((...args) => { calls.push({ name, args }) }),
  })

  window.__e2e = { calls, clipboard: '', drop: (paths, x = 0, y = 0) => dropped?.(x, y, paths) }
  const source = new EventSource('/e2e/events')
  source.onmessage = (message) => {
    const event = JSON.parse(message.data)
    emit(event.name, event.data)
  }
  window.__e2e.ready = new Promise((resolve) => { source.onopen = resolve })
})()
