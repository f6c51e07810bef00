import { expect, test } from 'vitest'
import { elements } from './elements'

// One that no page registers would stand empty on the screen, without a word.
test('every element of a template is registered or its page brings it', () => {
  const pages = import.meta.glob<string>('./**/*.vue', { query: '?raw', import: 'default', eager: true })
  const known = new Set(elements.map((e) => e.name))
  const used = new Set<string>()
  for (const [path, text] of Object.entries(pages)) {
    for (const [, tag] of text.matchAll(/<el-([a-z-]+)/g)) {
      const name = `El${tag!.replace(/(^|-)([a-z])/g, (_, __, c: string) => c.toUpperCase())}`
      used.add(name)
      if (!known.has(name)) expect(text, `${path} uses ${name}`).toMatch(new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from 'element-plus'`))
    }
  }
  for (const name of known) expect([...used], `${name} is used nowhere`).toContain(name)
})
