import { expect, test } from 'vitest'
import { newest } from './newest'

/** Work that ends when it is told to. */
function held() {
  const ends: { answer: (s: string) => void; fail: (reason: Error) => void }[] = []
  return { ends, work: () => new Promise<string>((answer, fail) => { ends.push({ answer, fail }) }) }
}

test('a late answer to an earlier question is dropped', async () => {
  const { ends, work } = held()
  const ask = newest(work)
  const [first, second] = [ask(), ask()]
  ends[1]?.answer('second')
  ends[0]?.answer('first')
  expect(await Promise.all([first, second])).toEqual([undefined, 'second'])
})

test('so is a late failure, while the newest is told', async () => {
  const { ends, work } = held()
  const ask = newest(work)
  const [first, second] = [ask(), ask()]
  ends[0]?.fail(new Error('first'))
  ends[1]?.fail(new Error('second'))
  expect(await first).toBeUndefined()
  await expect(second).rejects.toThrow('second')
})
