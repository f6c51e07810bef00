// What filing goes by, read once a page: units, 保管期限, years.
import { onMounted, shallowRef } from 'vue'
import { archive } from '@/api'
import type { ArchiveScheme } from '@/api'
import { attempt } from '@/composables/feedback'

export const retentions = [{ value: 'Y', title: '永久' }, { value: 'D30', title: '30年' }, { value: 'D10', title: '10年' }]
export const retentionName = (code: string) => retentions.find((r) => r.value === code)?.title ?? code
export const secrecies = ['内部', '秘密', '机密', '绝密']

export function useScheme() {
  const scheme = shallowRef<ArchiveScheme>()
  const read = async () => { scheme.value = await attempt(() => archive.Scheme()) ?? scheme.value }
  onMounted(read)
  return { scheme, read }
}
