// The numbers the office works by, in words.
import type { Rule } from '@/api'

/** The unit of a rule that is either so or not. */
export const yesNo = '是否'

/** 5 个工作日; 是 or 否 where a rule is either so or not. */
export function ruleText(r: Pick<Rule, 'value' | 'unit'>): string {
  if (r.unit === yesNo) return r.value > 0 ? '是' : '否'
  return `${r.value} ${r.unit}`
}
