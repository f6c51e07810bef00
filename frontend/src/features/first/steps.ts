/** The five questions of the first start, and where each is found later. */
export const steps = [
  { key: 'office', title: '单位和县名', about: '印在每份报告和文书上。', later: '设置 → 督导室' },
  { key: 'province', title: '哪个省', about: '本省规定的期限和次数，要报送的平台。', later: '设置 → 规则与期限；例会公示 → 上报记录 → 平台设置' },
  { key: 'year', title: '这个学年', about: '两个学期从哪天到哪天，哪几个月不用督导。', later: '设置 → 学年学期；设置 → 督导室' },
  { key: 'lists', title: '名单在哪里', about: '现成的 Excel：学校、督学、责任区，不用改格式。', later: '导入导出' },
  { key: 'backup', title: '备份另存到哪里', about: '一个 U 盘或另一块硬盘；电脑坏了也不丢。', later: '设置 → 督导室 → 备份另存' },
] as const

export type StepKey = (typeof steps)[number]['key'] | 'done'
