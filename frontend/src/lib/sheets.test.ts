import { expect, it } from 'vitest'
import { columnLetter } from './sheets'

it('names columns as Excel does', () => {
  expect([1, 26, 27, 52, 53, 702, 703].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})
