/**
 * What each problem is called and says in Chinese, for pages that ask for it by Accept-Language. `{name}` is filled from the problem's own members.
 * A slug that is missing here is a type error in problem.ts: no page may meet a sentence its reader cannot read.
 */
interface Words {
  title: string;
  detail: string;
}

export const PROBLEM_WORDS = {
  'not-found': { title: '没有找到', detail: '这里没有要找的内容，它可能已被移走。请检查地址，或返回上一页重新查找。' },
  'grid-not-found': { title: '没有这个网格', detail: '没有代码为“{code}”的有效网格，它可能已经调整。请按名称或代码重新查找。' },
  'outside-district': { title: '不在本区范围内', detail: '这一点（{lon}, {lat}）不在任何网格之内。请在区界以内另选一点；坐标按 WGS84、经度在前填写。' },
  'alley-not-found': { title: '没有这条小巷', detail: '没有编号为 {id} 的小巷，它可能已经合并或拆分。请重新查找。' },
  'campaign-not-found': { title: '没有这个轮次', detail: '没有代码为“{code}”的走访轮次。请在轮次列表中重新选择。' },
  'no-record': { title: '当日无记录', detail: '{day} 没有记录：记录自首日起才有，走访数据自轮次开始起才有。请选择较晚的日期。' },
  'campaign-required': { title: '请选择轮次', detail: '现在没有轮次或不止一个轮次正在进行，请先选定一个走访轮次。' },
  'invalid-query': { title: '查询条件有误', detail: '查询条件不正确：{errors}。请改正后重试。' },
  'invalid-body': { title: '内容有误', detail: '提交的内容不完整或不正确：{errors}。请改正后重新提交。' },
  'invalid-geometry': {
    title: '图形有误',
    detail: '画出的图形不能使用（可能自相交、未闭合、过小或过短、在本区以外，或所点之处不在线上、正在线端）。请重新绘制。',
  },
  'invalid-cursor': { title: '翻页位置失效', detail: '翻页位置已失效或属于另一次查询。请从第一页重新开始。' },
  'not-acceptable': { title: '没有这种格式', detail: '不提供所要的文件格式。请换一种格式下载。' },
  'tile-out-of-range': { title: '超出地图范围', detail: '所要的地图瓦片不在可用的级别或范围内。' },
  'revision-gone': { title: '地图已更新', detail: '这份地图数据已有新版本（{current}）。请重新载入地图。' },
  'revision-unknown': { title: '没有这个版本', detail: '没有这个版本的地图数据，现在的版本是 {current}。请重新载入地图。' },
  'actor-unknown': { title: '没有这个人员', detail: '所选的人员不存在或已停用。请重新选择身份。' },
  'work-as-not-allowed': { title: '这里不能选择身份', detail: '这台服务器可从其他机器访问，不允许选择身份办理。请联系管理员。' },
  'area-too-large': { title: '范围太大', detail: '这个范围内的内容太多（上限 {most}）。请换小一些的网格或范围。' },
  'walk-too-large': { title: '一次走访太多', detail: '一份走访清单最多 {mostDoors} 户、{mostStops} 栋，这里超过了。请换小一些的网格或范围，或只选一类对象。' },
  'issue-not-found': { title: '没有这个问题', detail: '没有编号为 {id} 的问题。请在问题列表中重新查找。' },
  'household-not-found': { title: '没有这个走访对象', detail: '找不到走访对象 {ids}。请重新查找。' },
  'household-archived': { title: '已不再走访', detail: '走访对象 {ids} 已经注销，不再走访。请重新载入名单。' },
  'household-not-in-round': { title: '不在本轮走访', detail: '走访对象 {ids} 不在本轮走访之内。请选择其他轮次。' },
  'outside-own-grids': { title: '不在您的网格内', detail: '走访对象 {ids} 不在您负责的网格之内。请由社区书记把您加入后再办理。' },
  'person-required': { title: '请先选择身份', detail: '这件事须由具体人员办理。请先选择身份。' },
  'role-not-allowed': { title: '不是您的职责', detail: '您的身份不能办理这件事。请由有权限的人员办理。' },
  'campaign-not-open': { title: '轮次未在进行', detail: '走访轮次“{code}”不在进行中，不能登记走访。请选择正在进行的轮次。' },
  'campaign-state': { title: '现在不能这样做', detail: '走访轮次“{code}”现在的状态不允许这样做。请刷新后再看。' },
  'campaign-exists': { title: '代码已被使用', detail: '已有代码为“{code}”的走访轮次。请换一个代码。' },
  'visit-in-future': { title: '时间晚于现在', detail: '走访时间晚于服务器的时间。请校准设备时钟后重新提交。' },
  'visit-before-round': { title: '早于本轮开始', detail: '走访时间早于本轮开始的日期。请改正时间，或选择其他轮次。' },
  'uuid-conflict': { title: '编号相同而内容不同', detail: '同一编号已存有不同的内容。请更正已存的记录，或作为新记录提交。' },
  'visit-not-found': { title: '没有这条走访', detail: '没有编号为 {id} 的走访记录。请在该户的走访记录中重新查找。' },
  'visit-superseded': { title: '已被更正', detail: '走访 {id} 已由走访 {by} 更正。请办理更正后的那一条。' },
  'visit-decided': { title: '已经审批', detail: '走访 {id} 已有人审批。请刷新后再看。' },
  'visit-needs-no-decision': { title: '无需审批', detail: '走访 {id} 不是拒访、空置或无法联系，无需审批。' },
  'own-visit': { title: '不能审批自己的走访', detail: '走访 {id} 由您本人登记，须由他人审批。' },
  'photo-type': { title: '照片格式不支持', detail: '只接受 JPEG、PNG、WebP 照片（iPhone：设置、相机、格式、兼容性最佳）。请换一张照片。' },
  'photo-too-large': { title: '照片太大', detail: '照片文件超过上限。请缩小照片，或降低拍摄质量后重传。' },
  'photo-pixels': { title: '照片像素过多', detail: '照片的像素超过上限。请缩小后重传。' },
  'photo-animated': { title: '不是单张照片', detail: '文件里不止一幅图像。请上传单张照片。' },
  'photo-unreadable': { title: '照片不能读取', detail: '照片文件已损坏或没有传完整。请重传或重拍。' },
  'photo-not-found': { title: '没有这张照片', detail: '没有编号为 {ids} 的照片（未被记录引用的照片一天后删除）。请重新上传。' },
  'photo-file-missing': { title: '照片文件缺失', detail: '照片 {id} 的文件不在照片目录中。请管理员从备份恢复该目录。' },
  'photo-of-another': { title: '别人的照片', detail: '照片 {ids} 由他人拍摄。请上传自己的照片。' },
  'photo-in-use': { title: '照片已被使用', detail: '照片 {ids} 已用于另一条记录。请重新上传。' },
  'photo-time': { title: '拍摄时间不可信', detail: '照片的拍摄时间晚于现在，或在 {days} 天以前。请校准设备时钟，或不填拍摄时间。' },
  'issue-in-future': { title: '时间晚于现在', detail: '上报时间晚于服务器的时间。请校准设备时钟后重新提交。' },
  'issue-too-old': { title: '时间过早', detail: '上报时间过早，设备可能丢失了日期。请校准设备时钟后重新提交。' },
  'issue-domain-unknown': { title: '没有这个领域', detail: '本区没有这个问题领域。请从列表中选择。' },
  'appointment-too-far': { title: '预约时间过远', detail: '预约须在走访后 {days} 天以内。请改正预约时间。' },
  'visit-not-stored': { title: '走访尚未保存', detail: '还没有您的这条走访。请先提交走访记录。' },
  'checklist-not-found': { title: '没有这份清单', detail: '没有代码为“{code}”的检查表。请从列表中选择。' },
  'alleys-apart': { title: '两条小巷不相接', detail: '小巷 {ids} 相距太远，或是同一条。请先修改走向。' },
  'alley-changed': { title: '已被他人修改', detail: '您开始编辑后，这条小巷已被修改。请看过现在的线位再编辑。' },
  'survey-not-found': { title: '没有这次调查', detail: '这条小巷没有这次调查记录。请在调查记录中重新查找。' },
  'survey-superseded': { title: '已被更正', detail: '这次调查已被更正。请办理更正后的那一次。' },
  'project-not-found': { title: '没有这个项目', detail: '没有编号为 {id} 的项目。请在项目列表中重新查找。' },
  'project-exists': { title: '代码已被使用', detail: '已有代码为“{code}”的项目。请更正那一个，或换一个代码。' },
  'programme-not-found': { title: '没有这个专项', detail: '没有代码为“{code}”的专项。请从列表中选择。' },
  'phase-step': { title: '不是下一步', detail: '项目现在的阶段不能直接改为所选的阶段。请按顺序推进。' },
  'consent-missing': { title: '居民意见未达比例', detail: '征求居民意见尚未达到要求的同意比例。请先登记征求意见的结果；在此之前项目暂缓，不算取消。' },
  'outside-own-unit': { title: '其他单位的项目', detail: '项目 {id} 不由您的单位负责。请由负责单位或规划人员办理。' },
  'work-phase': { title: '现在不能这样做', detail: '工程 {id} 现在的进度不允许这样做。请刷新后再看。' },
  'own-work': { title: '不能验收自己登记的工程', detail: '工程 {id} 由您本人登记，须由他人验收、检查。' },
  'month-checked': { title: '本月已检查', detail: '工程 {id} 已有 {month} 的月查得分，每月一次；要更正请写理由。' },
  'spot-taken': { title: '该位置已有照片', detail: '工程 {id} 的第 {spot} 处已有这一时段的照片。请另选一处。' },
  'plan-outdated': { title: '街巷已重画', detail: '方案 {id} 入选的街巷中有的已重画或撤销，请重新计算；确认无碍也可照旧批准。' },
  'plan-not-open': { title: '现在不能这样做', detail: '方案 {id} 现在的状态不允许这样做。草稿先提交，再批准。' },
  'plan-job-not-done': { title: '还没有结果', detail: '计算任务尚无结果，不能保存。请等它完成，或重新计算。' },
  'wall-not-found': { title: '没有这块大屏', detail: '没有编号为 {id} 的大屏，它可能已被删除。请在大屏设置页重新选择。' },
  'wall-changed': { title: '大屏设置已被修改', detail: '大屏 {id} 的设置刚被他人修改（现为第 {version} 版）。请重新载入后再改。' },
  'wall-grid': { title: '不能用作大屏范围', detail: '大屏只能显示区县或街道，网格“{code}”是第 {level} 级。请另选范围。' },
  'wall-scene-outside': { title: '场景不在本区', detail: '场景“{scene}”的位置不在大屏的范围内。请在本区内重新取景。' },
  'wall-link-unknown': { title: '链接无效', detail: '这个大屏链接无效。请在大屏设置页重新生成链接。' },
  'wall-link-bound': { title: '链接已绑定其他设备', detail: '这个链接已绑定另一台设备，一个链接只供一台设备使用。请为这台设备另生成链接。' },
  'wall-link-revoked': { title: '链接已收回', detail: '这个大屏链接已被收回。请在大屏设置页重新生成链接。' },
  'wall-read-only': { title: '大屏只能查看', detail: '大屏只能查看自己的内容，不能办理，也不能查看个人信息。请在工作电脑上办理。' },
  'pairing-unknown': { title: '配对码不对', detail: '没有这个配对码。请核对大屏上显示的六位数字。' },
  'pairing-expired': { title: '配对码已过期', detail: '配对码已超过五分钟，不再有效。请在大屏上重新显示配对码。' },
  'pairing-used': { title: '配对码已用过', detail: '这个配对码已被另一部手机使用。请在大屏上重新显示配对码。' },
  'remote-required': { title: '请先配对', detail: '遥控大屏须先用大屏上的配对码配对，或由指挥中心人员操作。' },
  'remote-unknown': { title: '遥控已失效', detail: '这部手机的遥控已失效。请在大屏上重新配对。' },
  'alarm-not-found': { title: '没有这条告警', detail: '没有编号为 {id} 的告警。请刷新后再看。' },
  'alarm-cleared': { title: '告警已解除', detail: '告警 {id} 的原因已经消除，无需再办理。' },
  'alarm-acknowledged': { title: '告警已有人签收', detail: '告警 {id} 已有人签收。请刷新后再看。' },
  busy: { title: '稍后再试', detail: '服务器正忙，请稍候片刻再试。' },
  'database-away': { title: '数据库没有应答', detail: '数据库暂时没有应答，可能正在重启。恢复后会自动接上，请稍候再试。' },
  timeout: { title: '查询超时', detail: '查询用时过长，已被停止。请换小一些的范围，或减少条数。' },
  'geometry-failed': { title: '图形计算失败', detail: '内置数据库算不了这个图形。请稍微移动它的顶点，或改用 PostgreSQL 数据库。' },
  'body-too-large': { title: '内容太大', detail: '提交的内容超过 {most} 字节的上限。请分批提交。' },
  'bad-request': { title: '请求有误', detail: '请求无法读取。请检查地址与编码。' },
  internal: { title: '服务器内部错误', detail: '服务器出了问题。报告时请附上编号 {instance}。' },
} as const satisfies Record<string, Words>;

export type ProblemSlug = keyof typeof PROBLEM_WORDS;

/** The words of a problem with its members in their places. A member that is missing leaves a dash, never a brace. */
export function chineseWords(slug: ProblemSlug, members: Record<string, unknown>): Words {
  const { title, detail } = PROBLEM_WORDS[slug];
  return { title, detail: detail.replace(/\{(\w+)\}/g, (_, name: string) => spoken(members[name])) };
}

const NAMED = 10;

function spoken(member: unknown): string {
  if (!Array.isArray(member)) return typeof member === 'string' || typeof member === 'number' ? String(member) : '—';
  const names = member.slice(0, NAMED).map((item: unknown) => (isFieldError(item) ? item.pointer || '—' : String(item)));
  return names.join('、') + (member.length > NAMED ? ` 等 ${member.length} 项` : '');
}

const isFieldError = (item: unknown): item is { pointer: string } => typeof item === 'object' && item !== null && 'pointer' in item;
