import { ref } from 'vue'
import { reports } from '@/api'
import { readMonths } from './useOffice'
import { trouble } from './feedback'
import { chineseMonth } from '@/lib/months'

/** The months to choose from in a filter, newest first. */
export function useMonths() {
  const months = ref<{ value: string; title: string }[]>([])
  readMonths(() => reports.Months())
    .then((list) => { months.value = list.map((m) => ({ value: m, title: chineseMonth(m) })) })
    .catch(trouble)
  return months
}
