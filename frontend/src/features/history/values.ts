// Values in a history are those of the database: numbers of records and levels
// are told by their names.
import { matterName, office } from '@/composables/useOffice'
import { clock } from '@/lib/text'
import { levelName } from '@/lib/vocabulary'

const yesNo = new Set(['canteen', 'bus', 'announced', 'inspector_signed', 'principal_signed', 'signed'])
const people = new Set(['inspector_id', 'companion_id', 'leader_id', 'deputy_id', 'recorder_id', 'handler_id'])

export function shownValue(field: string, value: string): string {
  if (value === '') return ''
  if (yesNo.has(field)) return value === '1' || value === 'true' ? '是' : '否'
  if (field === 'level' || field === 'disposal') return levelName(Number(value)) || value
  if (field === 'matter_id') return matterName(Number(value)) || '未分类'
  if (field === 'school_id') return nameIn(office.schools, value)
  if (people.has(field)) return nameIn(office.inspectors, value)
  return field === 'deleted_at' ? clock(value) : value
}

function nameIn(options: readonly { id: number; name: string }[], value: string): string {
  return options.find((o) => String(o.id) === value)?.name ?? value
}
