import type { ManualSection } from '@/api'

const plain = (s: string): string => s.toLowerCase()

/** The sections in which every word stands, those with it in their title first. */
export function sectionsWith(sections: readonly ManualSection[], words: string): ManualSection[] {
  const wanted = words.split(/\s+/).filter((w) => w !== '').map(plain)
  if (wanted.length === 0) return [...sections]
  const inTitle = (s: ManualSection): boolean => wanted.every((w) => plain(s.title).includes(w))
  const hits = sections.filter((s) => {
    const text = plain([s.title, ...s.blocks.map((b) => b.text)].join('\n'))
    return wanted.every((w) => text.includes(w))
  })
  return [...hits.filter(inTitle), ...hits.filter((s) => !inTitle(s))]
}

/** The section that is opened at a page: of those whose pages the path lies on or below, the closest. */
export function sectionFor(sections: readonly ManualSection[], path: string): ManualSection | undefined {
  let best: ManualSection | undefined
  let length = -1
  for (const s of sections) {
    for (const page of s.pages) {
      const on = page === '/' ? path === '/' : matches(path, page)
      if (on && page.length > length) {
        best = s
        length = page.length
      }
    }
  }
  return best ?? sections[0]
}

/** Whether the path lies on the page or below it; * stands for one part, as of a record. */
function matches(path: string, page: string): boolean {
  const parts = path.split('/')
  return page.split('/').every((p, i) => p === '*' ? parts[i] !== undefined : p === parts[i])
}

/** The text in pieces, those that were looked for told apart. */
export function marked(text: string, words: string): { text: string; hit: boolean }[] {
  const wanted = words.split(/\s+/).filter((w) => w !== '')
  if (wanted.length === 0) return [{ text, hit: false }]
  const any = new RegExp(`(${wanted.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi')
  return text.split(any).filter((t) => t !== '').map((t) => ({ text: t, hit: wanted.some((w) => plain(w) === plain(t)) }))
}
