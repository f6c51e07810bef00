import { describe, expect, it } from 'vitest'
import { pagerPages } from './RecordTable'

describe('the pager', () => {
  it('shows first, last and neighbours with gaps', () => {
    expect(pagerPages(1, 83)).toEqual([1, 2, 0, 83])
    expect(pagerPages(40, 83)).toEqual([1, 0, 39, 40, 41, 0, 83])
    expect(pagerPages(83, 83)).toEqual([1, 0, 82, 83])
  })
  it('shows no gap where none is', () => {
    expect(pagerPages(2, 3)).toEqual([1, 2, 3])
    expect(pagerPages(1, 1)).toEqual([1])
  })
})
