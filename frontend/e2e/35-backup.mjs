// The work changes hands: a sealed backup with its 恢复说明, a 交接包, and a restore
// from the window that is swapped in when the program starts again.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pdfText } from './app.mjs'
import { box, dialog, settles, truly, until } from './person.mjs'

const word = '操场 梧桐 三号楼'

export default async function ({ app, me, page }) {
  await me.goes('设置')
  await me.clicks('数据与备份')
  await me.clicks('现在备份')
  await me.isTold('已备份')
  const visits = await app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL')

  const sealed = join(app.out, '加密.督导备份')
  await app.answer('saveFile', sealed)
  await me.clicks('加密备份…')
  await box(dialog(page), '备份密码').fill(word)
  await box(dialog(page), '再输一遍').fill('别的')
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await me.sees('两次输入的密码不一样')
  await box(dialog(page), '再输一遍').fill(word)
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await me.isTold('已加密备份')
  truly((await readFile(sealed, 'latin1')).startsWith('age-encryption.org/v1'), 'the backup is in the age format')

  await app.answer('openDirectory', app.out)
  await me.clicks('做交接包…')
  await me.isTold('交接包已存到')
  const pack = (await readdir(app.out)).find((n) => n.startsWith('督导台账交接包-'))
  truly((await pdfText(join(app.out, pack, '交接清单.pdf'))).includes('移交人'), 'the 交接清单 has a place to sign')

  // After the backup a visit is deleted by mistake.
  await me.goes('督导记录')
  await page.locator('.records tbody tr').first().click()
  await me.clicks('删除')
  await me.confirms('移到回收站')
  await settles(() => app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL'), visits - 1, 'one visit is deleted')

  await me.goes('设置')
  await me.clicks('数据与备份')
  await app.answer('openFiles', sealed)
  await me.clicks('从文件恢复…')
  await box(dialog(page), '备份密码').fill('不是这个密码')
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await me.sees('备份密码不对')
  await box(dialog(page), '备份密码').fill(word)
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await me.sees('已核对无误')
  await me.confirms('关闭程序')
  await until(async () => (await app.asked()).some((q) => q.what === 'quit'), 'the program is asked to close')
  await page.goto('about:blank') // the window is closed
  await app.close()
  await app.start()
  await settles(() => app.value('SELECT count(*) FROM visits WHERE deleted_at IS NULL'), visits, 'the visits of the backup are back')
}
