// 遮盖程度: how much is hidden in what is saved, the same for all papers until the
// program is closed.
import { ref } from 'vue'

export const usual = '内部'
export const level = ref(usual)
export const levels = [
  { level: usual, about: '不另外遮盖，本单位自己用（投诉人仍按文书的要求遮盖）' },
  { level: '上报', about: '遮盖身份证号和投诉人，工作电话照印' },
  { level: '检查组', about: '再遮盖手机号和邮箱' },
  { level: '公示', about: '再遮盖固定电话和出生日期' },
]
