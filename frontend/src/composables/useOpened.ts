// What comes from outside the page: a backup file that was opened in Explorer, or
// files dropped where nothing takes them.
import { ref } from 'vue'
import type { Router } from 'vue-router'
import { backups, onEvent, onFilesUntaken } from '@/api'
import { attempt, warn } from './feedback'

const backupEnding = '.督导备份'

/** The backup file that 数据与备份 is to ask about. */
export const openedBackup = ref('')

export function followOpened(router: Router): () => void {
  const show = (path: string): void => {
    openedBackup.value = path
    void router.push('/settings/data')
  }
  const ask = async (): Promise<void> => {
    const path = await attempt(() => backups.Opened())
    if (path) show(path)
  }
  void ask()
  onFilesUntaken((paths) => {
    const backup = paths.find((p) => p.endsWith(backupEnding))
    if (backup) show(backup)
    else warn('这里不收文件。扫描件、照片请拖到“收扫描件”，学校和督学的表格请拖到“导入导出”，某份记录的附件请拖到那份记录上。')
  })
  return onEvent('backup:opened', () => void ask())
}
