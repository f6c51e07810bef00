// The closed lists of the records, in the order of the paper forms.

export const sessions = ['上午', '下午', '全天']
export const visitKinds = ['经常性督导', '专项督导', '综合督导', '随机督导', '协作督导']
export const visitStates = ['计划', '已备案', '已进校', '已记录', '已反馈', '整改中', '办结', '取消']
export const methods = [
  { name: '随机听课', unit: '节' }, { name: '查阅资料', unit: '份' }, { name: '列席会议', unit: '次' },
  { name: '座谈走访', unit: '次' }, { name: '问卷调查', unit: '次' }, { name: '校园巡视', unit: '次' },
  { name: '访谈家长', unit: '人次' },
]
export const checkResults = ['符合', '基本符合', '不符合']
export const disposals = [
  { code: 1, name: '无意见', action: '办结' },
  { code: 4, name: '小问题', action: '现场反馈建议' },
  { code: 2, name: '一般问题', action: '下发整改通知书' },
  { code: 5, name: '严重问题', action: '下发整改通知书并上报督导室' },
  { code: 3, name: '复杂问题', action: '送协商意见书到科室' },
]
export const findingLevels = disposals.filter((d) => d.code !== 1)
export const findingSources = ['经常性督导', '专项督导', '综合督导', '投诉举报', '上级交办', '学校自查', '其他']
export const findingStates = ['待整改', '整改中', '已报告', '继续整改', '督办中', '已销号', '现场整改']
export const noticeKinds = ['整改通知书', '协商意见书', '督办单', '约谈通知书', '通报', '问责', '催办单']
export const deliveryWays = ['直接送达', '邮寄', '传真', '工作群', '电子邮件', '电话']
/** The forms of 问责 against units and against persons, 《教育督导问责办法》. */
export const measures = ['公开批评', '约谈', '督导通报', '资源调整', '责令检查', '通报批评', '组织处理', '处分']
export const inspectionKinds = ['专项督导', '综合督导', '随机督导', '幼儿园办园行为督导评估', '督政', '质量监测']
export const inspectionStates = ['立项', '已通知', '实地督导', '反馈意见', '整改核查', '已报告', '已备案', '已公布', '取消']
export const memberRoles = ['组长', '副组长', '成员', '联络员']
/** The steps of a unit of an inspection, in the order of the course. */
export const unitSteps = ['自评', '实地', '初步意见', '申辩', '答复申辩', '意见书', '整改报告', '核查', '督办函']
export const verdicts = ['已整改', '部分整改', '未整改']
export const practiceStates = ['登记', '推荐', '已推广']
export const assessSubjects = ['督学', '责任区', '学校', '校长']
export const schemeStates = ['草稿', '启用', '停用']
export const extraKinds = ['加分', '扣分', '一票否决', '评优条件']
/** How an item of a scheme is scored from a measure, and what counts where no record could. */
export const itemWays = ['按目标折算', '每件计分', '每件扣减', '分档计分']
export const blankWays = ['记满分', '不计此项', '人工评分']
export const awardLevels = ['国家级', '省级', '市级', '县级', '督导室']
export const channels = ['电话', '来信', '邮件', '来访', '网络', '上级转办']
export const complaintKinds = ['咨询', '一般', '特殊']
export const complaintStates = ['登记', '办理中', '已答复', '办结', '暂存']
export const answerWays = ['电话', '面谈', '电子邮件', '其他']
export const callerIdentities = ['家长', '学生', '教师', '职工', '群众']
/** The opinions on the 特殊问题办理记录单, in the order of the paper. */
export const complaintSteps = [
  { step: '督导室建议', label: '督导室处理建议', person: '主管领导' },
  { step: '领导批示', label: '教育工委、教育局意见', person: '主管领导' },
  { step: '科室办理', label: '科室办理情况', person: '承办科室' },
]
export const meetingKinds = ['责任督学月例会', '责任区会议', '督导室会议', '督导委会议', '其他']
export const meetingStates = ['筹备', '已通知', '已召开', '已印发纪要']
export const publicationKinds = ['督导情况通报', '公示', '学校挂牌督导专栏', '简报', '网站公开']
export const publicationChannels = ['文件', '网站', '校门', '专栏', '公众号', '其他']
export const publicationStates = ['草稿', '已签发', '已公布', '已撤下']
export const uploadKinds = [
  { key: 'plan', title: '工作计划' }, { key: 'visit', title: '督导纪实' }, { key: 'notice', title: '整改/协商' }, { key: 'lesson', title: '听课记录' }, { key: 'school', title: '学校管理' },
]
export const uploadStates = ['未上报', '已上报', '有变动']
export const checklistStates = ['草稿', '启用', '停用']
/** The results of a point; the letter chooses it by keyboard. */
export const pointResults = [{ key: 'f', name: '符合' }, { key: 'j', name: '基本符合' }, { key: 'b', name: '不符合' }, { key: 'n', name: '不适用' }]
export const inquiryKinds = ['座谈', '走访', '访谈家长', '问卷']
export const schoolKinds = [
  '幼儿园', '小学', '教学点', '初中', '九年一贯制学校', '完全中学', '高中', '十二年一贯制学校',
  '中等职业学校', '特殊教育学校',
]
export const ownerships = ['公办', '民办']
export const settings = ['城区', '镇区', '乡村']
export const schoolStates = ['在办', '停办', '撤并']
export const genders = ['男', '女']
export const employments = ['专职', '兼职']
export const serviceStates = ['在职', '退休']
export const inspectorStates = ['在聘', '停聘', '解聘']
export const tenureSteps = ['推荐', '审核', '公示']
export const outcomes = ['拟聘', '不再续聘', '本人退出', '未通过']
export const leavingStates = ['解聘', '停聘']
export const recusalKinds = ['近亲属', '配偶子女就业就读', '本单位', '离职不满三年', '其他']
export const trainingLevels = ['国家级', '省级', '市级', '县级']
export const trainingForms = ['集中', '岗前', '网络', '自学']
export const degrees = ['研究生', '本科', '专科', '中专及以下']
export const ratings = ['差', '较差', '一般', '较好', '好']
export const teamStates = ['在组', '已结束']
export const roles = ['照片', '签字页', '扫描件', '其他']

export function levelName(code: number): string {
  return disposals.find((d) => d.code === code)?.name ?? ''
}

export const kindNames: Record<string, string> = {
  visit: '督导记录', school: '学校', inspector: '督学', zone: '责任区', finding: '问题',
  lesson: '听课记录', complaint: '投诉举报', notice: '整改文书', practice: '典型经验', inquiry: '座谈问卷', attachment: '附件', assignment: '挂牌',
  plan: '年度工作要点', plan_task: '行事历', menu: '月菜单', plan_line: '月计划', staff: '督导室人员', staff_day: '下校登记', leader: '领导联系学校',
  meeting: '会议', publication: '公示通报', platform: '上报平台', upload: '上报记录', inspection: '专项督导', inspection_unit: '被督导单位', checklist: '评估表',
  tenure: '聘任换届', training: '培训', assessment: '考核', team: '协作组', sheet: '督导记录表', archive_item: '归档文件',
  tray: '待归扫描件', scan_source: '已收文件', stocktake: '清点', archive_loan: '借阅',
  standard: '评估标准', evaluation: '迎检评估', evidence: '佐证材料', spot_check: '模拟抽查',
  appointment: '聘任', zone_version: '划分版本', issued_report: '已签发报告', archive_box: '档案盒', disposal: '移交鉴定', award: '表彰',
}

export const subjectNames: Record<string, string> = { county: '县', town: '乡镇', zone: '责任区', school: '学校', kindergarten: '幼儿园' }
export const needPers: Record<string, string> = { '': '共', month: '每月', term: '每学期', year: '每年', school: '每校', inspector: '每名督学' }
export const evaluationStates = ['准备', '已迎检', '已归档']
export const evidenceFlaws = ['未签字', '未盖章', '不清晰', '内容不全']

/** The zone of the schools that lie in none; office.Unzoned. */
export const unzoned = '未划入责任区'
