import { describe, expect, it, vi } from 'vitest'
import { early } from './early'

describe('early', () => {
  it('asks once for the first who takes it, then for each', async () => {
    const ask = vi.fn(() => Promise.resolve(ask.mock.calls.length))
    const first = early(ask)
    first.begin()
    expect(ask).toHaveBeenCalledTimes(1)
    expect(await first.take()).toBe(1)
    expect(await first.take()).toBe(2)
  })
  it('asks again when it was refused or is old', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    let open = false
    const ask = vi.fn(() => open ? Promise.resolve('here') : Promise.reject(new Error('locked')))
    const first = early(ask)
    first.begin()
    open = true
    expect(await first.take()).toBe('here')
    first.begin()
    vi.advanceTimersByTime(3001)
    expect(await first.take()).toBe('here')
    expect(ask).toHaveBeenCalledTimes(4)
    vi.useRealTimers()
  })
})
