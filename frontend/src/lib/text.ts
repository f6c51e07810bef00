// Small things about text.

/** Characters as a person counts them. */
export function runes(text: string): number {
  return [...text].length
}

const bullet = /^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．:：]|[-•·—①②③④⑤⑥⑦⑧⑨⑩])\s*/

/** The single problems of a narrated text: one a line, or numbered within a line. */
export function splitProblems(text: string): string[] {
  return text
    .replace(/([；;。])\s*(?=(?:[（(]?\d{1,2}[)）.、．]|[①②③④⑤⑥⑦⑧⑨⑩]))/g, '$1\n')
    .split(/\r?\n/)
    .map((line) => line.replace(bullet, '').replace(/[；;。\s]+$/, '').trim())
    .filter((line) => line !== '')
}

/** The problems as one numbered text. */
export function joinProblems(lines: readonly string[]): string {
  if (lines.length === 1) return `${lines[0]}。`
  return lines.map((line, i) => `${i + 1}.${line}${i === lines.length - 1 ? '。' : '；'}`).join('\n')
}

export interface Piece { text: string; marked: boolean }

/** Cuts a search snippet at its « » marks. */
export function pieces(snippet: string): Piece[] {
  return snippet.split(/(«[^»]*»)/).filter((p) => p !== '').map((p) => {
    const marked = p.startsWith('«') && p.endsWith('»')
    return { text: marked ? p.slice(1, -1) : p, marked }
  })
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`
  return `${(bytes / 1024 ** 3).toFixed(2)} GB`
}

/** The file's own name out of a path of Windows or Linux. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path
}

/** A moment (RFC 3339, or local 2025-03-12 10:32) on this PC's clock: 今天 10:32, 03-12 10:32, 2025-03-12 10:32. */
export function clock(at: string, now: Date = new Date()): string {
  const t = new Date(at.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T'))
  if (at === '' || Number.isNaN(t.getTime())) return at
  const two = (n: number) => String(n).padStart(2, '0')
  const time = `${two(t.getHours())}:${two(t.getMinutes())}`
  if (t.toDateString() === now.toDateString()) return `今天 ${time}`
  const day = `${two(t.getMonth() + 1)}-${two(t.getDate())}`
  return t.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${t.getFullYear()}-${day} ${time}`
}

/** 45 秒, 2 分 10 秒, 1 小时 5 分. */
export function lasting(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  if (s < 60) return `${s} 秒`
  const minutes = Math.floor(s / 60)
  if (minutes < 60) return s % 60 === 0 ? `${minutes} 分` : `${minutes} 分 ${s % 60} 秒`
  return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`
}
