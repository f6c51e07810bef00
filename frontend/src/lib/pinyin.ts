// Finding a school or a person by initials, pinyin or Chinese.

export interface Named { name: string; shortName?: string; pinyin: string }

/** How well the option answers the typed text: the lower the better, -1 for not at all. */
export function rank(option: Named, typed: string): number {
  const text = typed.trim().toLowerCase().normalize('NFKC').replace(/\s+/g, '')
  if (text === '') return 9
  if (/^[a-z]+$/.test(text)) return rankLetters(option.pinyin.toLowerCase(), text)
  const names = [option.name, option.shortName ?? ''].map((n) => n.normalize('NFKC'))
  if (names.includes(text)) return 0
  if (names.some((n) => n.startsWith(text))) return 1
  if (names.some((n) => n.includes(text))) return 3
  return names.some((n) => inOrder(n, text)) ? 6 : -1
}

function rankLetters(pinyin: string, text: string): number {
  const spellings = pinyin.split(/[\s,;|]+/).filter((s) => s !== '')
  if (spellings.includes(text)) return 0
  if (spellings.some((s) => s.startsWith(text))) return 2
  if (spellings.some((s) => s.includes(text))) return 4
  // Letters left out in the middle: xyx for 县第一小学. Two letters fit nearly everything.
  return text.length > 2 && spellings.some((s) => inOrder(s, text)) ? 7 : -1
}

function inOrder(whole: string, letters: string): boolean {
  let at = 0
  for (const letter of letters) {
    at = whole.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}

/** The options that answer the typed text, best first, in their own order where equal. */
export function matching<T extends Named>(options: readonly T[], typed: string, limit: number): T[] {
  return options
    .map((option, at) => ({ option, at, score: rank(option, typed) }))
    .filter((m) => m.score >= 0)
    .sort((a, b) => a.score - b.score || a.at - b.at)
    .slice(0, limit)
    .map((m) => m.option)
}
