import { describe, expect, it } from 'vitest'
import type { WaitingFile } from '@/api'
import { matchRenditions, spent } from './binder'

const waits = (attachmentId: number, name: string): WaitingFile => ({ attachmentId, name, bytes: 1, evidenceId: 1, title: '', code: '', point: '', datedOn: '' })

describe('matchRenditions', () => {
  const waiting = [waits(3, '经费预算.docx'), waits(4, '资产清单.xls')]

  it('goes by the name, whatever the folder and the case', () => {
    expect(matchRenditions(['D:\\转好\\资产清单.PDF', '/tmp/经费预算.pdf'], waiting)).toEqual({ found: [{ attachmentId: 4, path: 'D:\\转好\\资产清单.PDF' }, { attachmentId: 3, path: '/tmp/经费预算.pdf' }], left: [] })
  })

  it('takes a single one for the row that it was dropped on', () => {
    expect(matchRenditions(['/tmp/扫描0001.pdf'], waiting, 3).found).toEqual([{ attachmentId: 3, path: '/tmp/扫描0001.pdf' }])
  })

  it('names what belongs to none, and gives no row two', () => {
    expect(matchRenditions(['/a/别的.pdf', '/a/经费预算.pdf', '/b/经费预算.pdf'], waiting)).toEqual({ found: [{ attachmentId: 3, path: '/a/经费预算.pdf' }], left: ['别的.pdf', '经费预算.pdf'] })
  })
})

describe('spent', () => {
  it('says minutes only when there are any', () => {
    expect([spent(-1), spent(59.4), spent(125)]).toEqual(['0 秒', '59 秒', '2 分 5 秒'])
  })
})
