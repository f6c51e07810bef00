import { describe, expect, it } from 'vitest'
import cases from '../../../internal/office/testdata/natural.json'
import { natural } from './natural'

describe('natural order', () => {
  it.each(cases.orders.map((order) => ({ order })))('$order', ({ order }) => {
    expect([...order].reverse().sort(natural)).toEqual(order)
  })
})
