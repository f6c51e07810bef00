// What the pages of a binder share: who a dropped PDF is meant for, and how long things take.
import type { WaitingFile } from '@/api'
import { fileName } from '@/lib/text'

const stem = (name: string) => fileName(name).replace(/\.[^.]*$/, '').trim().toLowerCase()

export interface Rendition { attachmentId: number; path: string }

/**
 * Which waiting file each dropped PDF stands for: the one of its name; a single PDF goes to the row that it was
 * dropped on, whatever its name.
 */
export function matchRenditions(paths: readonly string[], waiting: readonly WaitingFile[], row = 0): { found: Rendition[]; left: string[] } {
  const found: Rendition[] = []
  const left: string[] = []
  for (const path of paths) {
    const of = paths.length === 1 && row > 0 ? row : waiting.find((w) => stem(w.name) === stem(path) && !found.some((f) => f.attachmentId === w.attachmentId))?.attachmentId
    if (of) found.push({ attachmentId: of, path })
    else left.push(fileName(path))
  }
  return { found, left }
}

/** Seconds in words: 45 秒, 2 分 5 秒. */
export function spent(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  return s < 60 ? `${s} 秒` : `${Math.floor(s / 60)} 分 ${s % 60} 秒`
}
