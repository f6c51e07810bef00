import type { Term } from '@/api'
import { today } from '@/lib/dates'

const firstMonth = 8 // from August on it is the new school year

/** The school year that today lies in, with its two terms as most counties have them: to be set right by the clerk. */
export function usualTerms(day = today()): Term[] {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) >= firstMonth ? 0 : 1)
  const schoolYear = `${year}-${year + 1}`
  return [
    { id: 0, schoolYear, number: 1, startsOn: `${year}-09-01`, endsOn: `${year + 1}-01-20` },
    { id: 0, schoolYear, number: 2, startsOn: `${year + 1}-02-20`, endsOn: `${year + 1}-07-05` },
  ]
}

/** The first day of this month. */
export const monthStart = (): string => `${today().slice(0, 7)}-01`
