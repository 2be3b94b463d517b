/**
 * The closed set of errors. Every refusal a person can meet has one code, one HTTP status and one
 * plain sentence, kept here and nowhere else. A code is part of the API: never reuse one for another meaning.
 */
const errorTable = {
  // The request itself
  invalid_fields: { status: 400, message: '有几处填得不对，请按提示改一下。' },
  malformed_json: { status: 400, message: '这次提交的内容没传完整，请再试一次。' },
  idempotency_key_missing: { status: 400, message: '这次提交少了编号，请更新后再试。' },
  not_found: { status: 404, message: '没有找到，可能已经删掉了，或者不是您的。' },
  unknown_route: { status: 404, message: '没有这个页面或功能。' },
  method_not_allowed: { status: 405, message: '这个功能不能这样用。' },
  payload_too_large: { status: 413, message: '传上来的内容太大了，请换小一点的。' },
  unsupported_media_type: { status: 415, message: '传上来的格式不对。' },
  idempotency_key_reused: { status: 422, message: '这次提交和上一次的编号重了，请回到上一页再提交。' },
  request_in_progress: { status: 409, message: '上一次提交还在办，请稍等几秒。' },
  rate_limited: { status: 429, message: '点得太快了，请歇一会儿再试。' },

  // Who is asking
  unauthenticated: { status: 401, message: '请先用微信进入。' },
  token_expired: { status: 401, message: '登录时间到了，正在重新进入。' },
  session_revoked: { status: 401, message: '您已退出，请重新用微信进入。' },
  wechat_code_refused: { status: 401, message: '微信登录没有成功，请再点一次。' },
  forbidden: { status: 403, message: '您还没有办这件事的权限。' },
  not_registered: { status: 403, message: '请先登记，一分钟就好。' },

  // Identity, scope and review
  not_verified: { status: 403, message: '请先完成实名核验，再办这一步。' },
  case_taken: { status: 409, message: '已经有同事在办这一件了。' },
  own_case: { status: 403, message: '自己的事要请同事来办。' },
  second_person_needed: { status: 403, message: '这一步要另一位同事来确认。' },
  already_granted: { status: 409, message: '这个人在这里已经有这项授权，或者正等人确认。' },
  changed_meanwhile: { status: 409, message: '刚刚有人改过，请看一眼最新的再改。' },
  market_gone: { status: 409, message: '这个市场已经不办了，请看别的市场。' },
  too_many_gates: { status: 409, message: '这个市场的入口已经够多了，先停掉不用的。' },
  too_many_codes: { status: 409, message: '这个入口已经有一新一旧两个码，先把旧的停掉。' },
  too_many_screens: { status: 409, message: '这个入口已经有 4 块屏幕了，先停掉不用的。' },
  gate_without_code: { status: 409, message: '这个入口的码都停了，先做一个新码，再打印海报。' },
  market_in_use: { status: 409, message: '这个市场还有没开工的活，先请雇主撤下来再关。' },
  operator_unfit: { status: 409, message: '没有找到证照核验有效的机构。请它先登记，把证照核验好。' },
  name_taken: { status: 409, message: '已经有叫这个名字的市场了。' },
  already_reported: { status: 409, message: '您已经举报过，我们正在办。' },
  blacklisted: { status: 403, message: '暂时不能发布招工。原因和申诉办法在“我的”里。' },
  employer_stopped: { status: 409, message: '这个用工方现在不能发布招工：核验到期了，或者被暂停了。可以写明原因，不予发布。' },
  file_unreadable: { status: 400, message: '这个文件读不了，请看下面的说明换一份。' },
  import_running: { status: 409, message: '上一个文件还在导入，等它完了再传。' },
  too_many_keys: { status: 409, message: '钥匙已经有 10 把了，请先停掉不用的。' },
  quota_used: { status: 429, message: '今天的次数用完了，明天再来。' },

  // The journey
  adults_only: { status: 403, message: '这个工种要满 18 周岁才能干，请看别的活。' },
  minor_hours: { status: 403, message: '未满 18 周岁不能上夜班（22 点到 6 点），一天也不能干超过 8 小时，请看别的活。' },
  past_retirement: { status: 403, message: '这个工种危险，过了退休年龄国家不让做，请看别的活。' },
  licence_needed: { status: 403, message: '这个工种要有操作证才能干。有证的，到“我的证件”拍照交上来，工作人员看过就行。' },
  // Said to an employer of somebody else: never why.
  cannot_take_trade: { status: 409, message: '这位暂时不能接这个工种，请选别人。' },
  already_registered: { status: 409, message: '您已经登记过了。' },
  identity_needs_review: { status: 409, message: '这份信息需要工作人员核对，请到服务台，带上身份证。' },
  code_unknown: { status: 404, message: '这个码不是零工市场的码，没有打开任何东西。' },
  paper_not_ready: { status: 409, message: '协议正在做成 PDF，一般一分钟就好，请过一会儿再点。' },
  proof_not_ready: { status: 409, message: '存证包每小时做一次，这份还在等，一般一小时内就好，请过一会儿再点。' },
  paper_erased: { status: 410, message: '保存期已经过了，协议原文已按规定删除，只留下核对用的指纹。' },
  gate_code_over: { status: 409, message: '这个码过时了。门口屏幕上的码每 10 秒换一次，请对着屏幕再扫一次。' },
  code_revoked: { status: 409, message: '这个码已经停用，请扫门口新贴的码。' },
  slip_revoked: { status: 409, message: '这张小票已经停用了，请带身份证到服务台重新打一张。' },
  phone_code_expired: { status: 409, message: '手机上的码过时了，请刷新一下再扫。' },
  wechat_already_bound: { status: 409, message: '这个人已经绑过微信了，用那个微信就能进来。' },
  wechat_in_use: { status: 409, message: '这个微信已经有人在用，一个微信只能是一个人。' },
  crew_closed: { status: 409, message: '这个班组已经解散了，请扫班长新的码。' },
  crew_full: { status: 409, message: '这个班组满 50 人了，进不去了。' },
  already_in_crew: { status: 409, message: '您已经在一个班组里了，先退出那个，再进这个。' },
  not_present: { status: 409, message: '您现在没有在市场签到，请先扫门口的码。' },
  person_not_present: { status: 409, message: '这个人现在不在场，可能已经离开了。' },
  signed_here: { status: 409, message: '您在这里有签好的活还没干完。干完再转；去不了的话，先在“我的活”里取消。' },
  no_places_there: { status: 409, message: '那边刚刚没有适合您的空位了，看看别的市场。' },
  already_moving: { status: 409, message: '您已经在转场的路上了，先取消那一趟再改。' },
  dispatch_open: { status: 409, message: '这个市场已经有一份派工方案等着确认，先把它确认或作废。' },
  proposal_stale: { status: 409, message: '这份是一个多小时前排的，人和活都变了。请按现在的人重排，看过再确认。' },
  nothing_to_dispatch: { status: 409, message: '现在没有可以派的人，或者没有可以派的位子。' },
  bus_full: { status: 409, message: '这趟车坐满了，或者已经不走了。' },
  place_needed: { status: 409, message: '门口贴的码要看一眼您大概在不在市场附近，手机没有说。请扫门口屏幕上的码，或者到服务台，请工作人员给您签到。' },
  not_near_market: { status: 409, message: '您好像不在市场附近。到了市场，扫门口屏幕上的码，或者到服务台，请工作人员给您签到。' },
  market_closed: { status: 409, message: '市场现在不在开放时间，请看开门时间再来。' },
  posting_refused: { status: 422, message: '这条招工还不能发布，请按提示改一下。' },
  job_not_open: { status: 409, message: '这个活已经停止招人了。' },
  job_full: { status: 409, message: '这个活刚刚招满了，看看别的吧。' },
  queue_full: { status: 409, message: '排队的人已经很多了，轮到您的机会很小，先看看别的活吧。' },
  already_applied: { status: 409, message: '您已经报过名了。' },
  time_overlap: { status: 409, message: '这个活和您已经报名的活时间撞了。' },
  known_workers_first: { status: 409, message: '这个活先让和雇主干过的人报，过一会儿大家都能报。' },
  offer_over: { status: 409, message: '给您留位子的时间过了，位子让给了下一位。' },
  terms_changed: { status: 409, message: '雇主刚改了这个活，请看一遍新写的，要去就再点一次。' },
  swap_signed: { status: 409, message: '那个活两边都签过字了，不能直接换。真要换，先到那个活里取消。' },
  too_many_tries: { status: 429, message: '这个活您报了又退太多次了，不能再报。看看别的活吧。' },
  own_job: { status: 409, message: '不能报自己发的活。' },
  cannot_arrive: { status: 409, message: '这一次记不成到岗：活取消了，或者扫的时候还不到时间。请选“不算到岗”。' },
  step_not_allowed: { status: 409, message: '现在还不能办这一步，请刷新看看到哪儿了。' },
  agreement_changed: { status: 409, message: '协议内容有变化，请重新看一遍再签。' },
  code_wrong: { status: 422, message: '验证码不对，请看一眼短信再填。' },
  code_over: { status: 409, message: '这个验证码不能用了，请重新要一个。五分钟内有效，填错五次也会作废。' },
  code_too_soon: { status: 429, message: '刚发过一条短信，请过一分钟再要。' },
  sms_unavailable: { status: 503, message: '短信没有发出去，请过一分钟再试，也可以用微信手机号确认。' },
  sms_too_many: { status: 429, message: '这个手机号收的验证短信太多了，请过一小时再试，也可以用微信手机号确认。' },
  phone_missing: { status: 409, message: '您登记时没有留手机号，请带身份证到服务台，当面签。' },
  phone_unreachable: { status: 409, message: '您登记的手机号收不到短信，请带身份证到服务台核对号码。' },
  phone_differs: { status: 409, message: '微信绑的手机号和您登记的不一样，请用短信验证码确认。' },
  phone_code_refused: { status: 409, message: '微信没有给出手机号，请再点一次，或者用短信验证码。' },
  face_not_offered: { status: 409, message: '这里不刷脸，请用短信验证码或微信手机号确认。' },
  desk_not_asked: { status: 409, message: '这位有手机，也能自己在手机上签。本人想在服务台签的，请点上“本人要在这里签”。' },
  witness_not_neutral: { status: 403, message: '这家用工方就是您，或者和您、和这个市场的运营方是一家，不能由您见证。请本人去别的市场签，或者在手机上签。' },
  pay_not_understood: { status: 422, message: '您选的工钱和协议写的不一样，请再看一遍协议。' },
  // What is still open stands in `fields`.
  still_open: { status: 409, message: '还有没办完的事，办完了再注销。' },
  hours_changed: { status: 409, message: '对方刚改过工时或工钱，请再看一遍。' },

  // Us
  service_busy: { status: 503, message: '现在人多，请过几秒再试。' },
  upstream_unavailable: { status: 503, message: '微信那边暂时没回应，请过一会儿再试。' },
  internal: { status: 500, message: '我们这边出了问题，已经记下，请稍后再试。' },
} as const satisfies Record<string, { status: number; message: string }>

export type ErrorCode = keyof typeof errorTable

/**
 * What is wrong with one field, in words that stand beside it. `field` is a path such as `contact.phone`; `clause` the law a
 * posting breaks there, for whoever wants to read it or appeal.
 */
export type FieldProblem = { field: string; message: string; clause?: string }

export const errorCodes = Object.keys(errorTable) as ErrorCode[]
export const statusOf = (code: ErrorCode): number => errorTable[code].status
export const messageOf = (code: ErrorCode): string => errorTable[code].message

/** A refusal on purpose. `detail` is for the log only and must carry no personal data. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: readonly FieldProblem[]

  constructor(code: ErrorCode, options: { fields?: readonly FieldProblem[]; detail?: string } = {}) {
    super(options.detail ?? code)
    this.name = 'AppError'
    this.code = code
    this.fields = options.fields ?? []
  }

  get status(): number {
    return statusOf(this.code)
  }
}

/** Throws `invalid_fields` (or another code) with everything that is wrong at once; nothing when all is well. */
export function refuseProblems(problems: readonly FieldProblem[], code: ErrorCode = 'invalid_fields'): void {
  if (problems.length > 0) throw new AppError(code, { fields: problems })
}
