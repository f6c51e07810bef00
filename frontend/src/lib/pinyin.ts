// Finding a school or a person by initials, pinyin or Chinese.

/** pinyin tells how the name is read: "shi xian,xuan yi": the readings of each character, and after | those of another name. */
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

const none = 10
const fewestLeft = 3 // characters of a name that are looked for as if they were the whole

function rankLetters(pinyin: string, text: string): number {
  const best = Math.min(...pinyin.split('|').map((name) => rankName(name.split(' ').map((char) => char.split(',')), text)))
  return best === none ? -1 : best
}

function rankName(chars: string[][], text: string): number {
  let best = none
  for (let from = 0; from < chars.length && best > 0; from++) {
    const end = typedFrom(chars, from, text)
    if (end < 0) continue
    const asWhole = from === 0 || chars.length - from >= fewestLeft
    best = Math.min(best, !asWhole ? 4 : end === chars.length ? 0 : 2)
  }
  // Letters left out in the middle: xyx for 县第一小学. Two letters fit nearly everything.
  return best === none && text.length > 2 && spelledInOrder(chars, text) ? 7 : best
}

/** Where the text ends that spells the characters, each in full or by its initial: the place after the last, -1 when it does not; a character begun counts as not yet ended. */
function typedFrom(chars: string[][], from: number, text: string): number {
  let best = -1
  let typed = new Set([0]) // how many letters may be used up before the character
  for (let at = from; at < chars.length && typed.size > 0; at++) {
    const next = new Set<number>()
    for (const n of typed) {
      for (const reading of chars[at]!) {
        if (text.startsWith(reading, n)) next.add(n + reading.length)
        else if (text.length - n > 1 && reading.startsWith(text.slice(n))) best = at
        if (text[n] === reading[0]) next.add(n + 1)
      }
    }
    if (next.delete(text.length)) best = at + 1
    typed = next
  }
  return best
}

/** That the letters come one after the other in the spelling, others between them. */
function spelledInOrder(chars: string[][], text: string): boolean {
  let at = 0
  for (const readings of chars) at += Math.max(...readings.map((r) => taken(r, text, at)))
  return at >= text.length
}

/** How many letters of the text, from a place on, come in order in the word. */
function taken(word: string, text: string, from: number): number {
  let n = 0
  for (const letter of word) if (letter === text[from + n]) n++
  return n
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
