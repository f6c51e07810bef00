// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { guarded, OfficeError, officeError } from './bridge'

describe('errors from the program', () => {
  it('keep code, sentence and fields', () => {
    const e = officeError(new Error('{"code":"invalid","message":"请选择学校。","fields":{"schoolId":"请选择学校"}}'))
    expect(e).toBeInstanceOf(OfficeError)
    expect(e).toMatchObject({ code: 'invalid', message: '请选择学校。', fields: { schoolId: '请选择学校' } })
  })
  it('are said in plain words when they are none of ours', () => {
    expect(officeError(new Error('boom'))).toMatchObject({ code: 'internal', fields: {} })
    expect(officeError('{"code":1').message).toContain('{"code":1')
  })
  it('come out of guarded bindings unwrapped', async () => {
    const module = { Get: async (id: number) => { if (id === 0) throw new Error('{"code":"not_found","message":"没有。"}'); return id } }
    await expect(guarded(module).Get(0)).rejects.toMatchObject({ code: 'not_found', message: '没有。' })
    await expect(guarded(module).Get(5)).resolves.toBe(5)
  })
})
