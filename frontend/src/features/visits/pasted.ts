// A pasted message on its way to the visit form: as a draft under a key of its own,
// so that none of several is lost.
import type { MessageMark, VisitForm } from '@/api'
import { visits } from '@/api'

const prefix = 'new-'

/** Whether the form of this key is filled from a pasted message. */
export const isPasted = (key: string): boolean => key.startsWith(prefix)

/** Keeps the form as a draft; gives where it is opened. */
export async function keepPasted(form: VisitForm, now = Date.now()): Promise<string> {
  const key = `${prefix}${now}`
  await visits.SaveDraft({ id: 0, kind: 'visit', key, body: JSON.stringify(form), updatedAt: '' })
  return `/visits/${key}`
}

export interface Piece { text: string; field: string }

/** The text cut at its marks; a piece without a field is plain. */
export function pieces(text: string, marks: readonly MessageMark[]): Piece[] {
  const runes = [...text]
  const out: Piece[] = []
  let at = 0
  const put = (to: number, field: string) => {
    if (to > at) out.push({ text: runes.slice(at, to).join(''), field })
    at = Math.max(at, to)
  }
  for (const m of marks) {
    put(m.from, '')
    put(m.to, m.field)
  }
  put(runes.length, '')
  return out
}
