import { expect, test } from 'vitest'
import type { ManualSection } from '@/api'
import { marked, sectionFor, sectionsWith } from './find'

const section = (id: string, pages: string[], text = ''): ManualSection => ({ id, title: id, pages, blocks: [{ kind: 'text', text, number: 0, picture: '' }] })
const list = [section('首页', ['/'], '先看待办'), section('记录', ['/visits'], '写督导记录'), section('粘贴', ['/visits/paste'], '微信的记录')]

test('the section of a page is the closest one above it', () => {
  const id = (path: string) => sectionFor(list, path)?.id
  expect(['/', '/visits', '/visits/12', '/visits/paste', '/nowhere'].map(id)).toEqual(['首页', '记录', '记录', '粘贴', '首页'])
})

test('every word must stand in a section; titles come first', () => {
  expect(sectionsWith(list, '记录').map((s) => s.id)).toEqual(['记录', '粘贴'])
  expect(sectionsWith(list, '微信 记录').map((s) => s.id)).toEqual(['粘贴'])
  expect(sectionsWith(list, ' ')).toHaveLength(3)
})

test('what was looked for is told apart', () => {
  expect(marked('写督导记录', '督导')).toEqual([{ text: '写', hit: false }, { text: '督导', hit: true }, { text: '记录', hit: false }])
  expect(marked('a.b', '.')).toEqual([{ text: 'a', hit: false }, { text: '.', hit: true }, { text: 'b', hit: false }])
})
