/**
 * The journey of one worker on one job, from the tap on 报名 to the money in hand: every state and every
 * legal move. The table of contents of the product; nothing changes an application except by a move listed here.
 */

export const applicationStates = [
  'queued',
  'offered',
  'applied',
  'worker_signed',
  'employer_signed',
  'signed',
  'arrived',
  'finished',
  'hours_proposed',
  'hours_disputed',
  'hours_agreed',
  'paid',
  'payment_disputed',
  'settled',
  'withdrawn',
  'declined',
  'cancelled',
  'lapsed',
  'unsigned',
  'absent',
] as const
export type ApplicationState = (typeof applicationStates)[number]

/** `clock`: nobody did it, time ran out. */
export type Side = 'worker' | 'employer' | 'staff' | 'clock'

type MoveRule = { by: readonly Side[]; steps: Partial<Record<ApplicationState, ApplicationState>> }

export const moves = {
  // A place that came free, was chosen for or dispatched to somebody, is held for them until a clock runs out.
  offer: { by: ['employer', 'staff', 'clock'], steps: { queued: 'offered' } },
  accept: { by: ['worker'], steps: { offered: 'applied' } },
  // Once its hours are over what nobody signed comes to nothing, and whoever had signed and was never scanned was not there.
  lapse: {
    by: ['clock'],
    steps: { queued: 'lapsed', offered: 'lapsed', applied: 'unsigned', worker_signed: 'unsigned', employer_signed: 'unsigned', signed: 'absent' },
  },
  sign_as_worker: { by: ['worker'], steps: { applied: 'worker_signed', employer_signed: 'signed' } },
  sign_as_employer: { by: ['employer'], steps: { applied: 'employer_signed', worker_signed: 'signed' } },
  // Until both have signed either side may step back; the place is free again at once.
  withdraw: { by: ['worker'], steps: { queued: 'withdrawn', offered: 'withdrawn', applied: 'withdrawn', worker_signed: 'withdrawn', employer_signed: 'withdrawn' } },
  decline: { by: ['employer'], steps: { queued: 'declined', offered: 'declined', applied: 'declined', worker_signed: 'declined', employer_signed: 'declined' } },
  // After both have signed it is a cancellation with a reason, and only before arrival.
  cancel: { by: ['worker', 'employer'], steps: { signed: 'cancelled' } },
  // Staff took the posting down: whoever has not begun is free again.
  take_down: { by: ['staff'], steps: { queued: 'cancelled', offered: 'cancelled', applied: 'cancelled', worker_signed: 'cancelled', employer_signed: 'cancelled', signed: 'cancelled' } },
  // A phone that scanned without a network may be on it again only days later: what it scanned still counts.
  arrive: { by: ['staff'], steps: { signed: 'arrived', absent: 'arrived' } },
  finish: { by: ['worker', 'employer'], steps: { arrived: 'finished' } },
  propose_hours: {
    by: ['employer'],
    steps: { arrived: 'hours_proposed', finished: 'hours_proposed', hours_proposed: 'hours_proposed', hours_disputed: 'hours_proposed' },
  },
  agree_hours: { by: ['worker'], steps: { hours_proposed: 'hours_agreed' } },
  dispute_hours: { by: ['worker'], steps: { hours_proposed: 'hours_disputed' } },
  record_payment: { by: ['employer'], steps: { hours_agreed: 'paid', payment_disputed: 'paid' } },
  confirm_payment: { by: ['worker'], steps: { paid: 'settled' } },
  dispute_payment: { by: ['worker'], steps: { paid: 'payment_disputed' } },
} as const satisfies Record<string, MoveRule>

export type Move = keyof typeof moves
export const moveNames = Object.keys(moves) as Move[]

const rules: Record<Move, MoveRule> = moves

/** Where `move` leads from `state`, or null when it is not legal there. */
export const nextState = (state: ApplicationState, move: Move): ApplicationState | null => rules[move].steps[state] ?? null

/** The [from, to] pairs of a move, in a stable order: what a guarded update is made of. */
export const stepsOf = (move: Move): readonly (readonly [ApplicationState, ApplicationState])[] =>
  Object.entries(rules[move].steps) as [ApplicationState, ApplicationState][]

export const mayMove = (side: Side, move: Move): boolean => rules[move].by.includes(side)

/** States that nothing leads out of. */
export const isEnded = (state: ApplicationState): boolean => moveNames.every((move) => nextState(state, move) === null)

/** States in which nobody has anything left to do: ended, or not there on the day, which only a scan that comes late can change. */
export const isOver = (state: ApplicationState): boolean => isEnded(state) || state === 'absent'

/** Whoever stepped back or whom the clock ended may tap 报名 again; whoever was declined or cancelled may not, at this job. */
export const mayApplyAgain = (state: ApplicationState): boolean => (['withdrawn', 'lapsed', 'unsigned'] as ApplicationState[]).includes(state)

/** States in which the worker occupies one of the job's places. */
export const holdsPlace = (state: ApplicationState): boolean => !(['queued', 'withdrawn', 'declined', 'cancelled', 'lapsed', 'unsigned'] as ApplicationState[]).includes(state)

/** States in which the hours of the job are the worker's own promise, so that another job at that time is refused. */
export const isBusy = (state: ApplicationState): boolean =>
  (['applied', 'worker_signed', 'employer_signed', 'signed', 'arrived'] as ApplicationState[]).includes(state)

type Words = { now: string; next: string }

/** Each state in plain words for each side: where it stands, and who owes what next. */
export const stateWords: Record<ApplicationState, { worker: Words; employer: Words }> = {
  queued: {
    worker: { now: '已经排上队', next: '轮到您就给您留个位子，马上告诉您' },
    employer: { now: '在排队等位子', next: '有空位了，先给排在前面的人' },
  },
  offered: {
    worker: { now: '有个位子给您留着', next: '去不去？到点没答应就让给下一位' },
    employer: { now: '位子给这位留着', next: '等工人答应，到点自动让给下一位' },
  },
  applied: {
    worker: { now: '已报名，位子给您留着', next: '看一遍协议，签上名字' },
    employer: { now: '有人报名', next: '看一遍协议，签上名字' },
  },
  worker_signed: {
    worker: { now: '您已签字', next: '等雇主签字，签好会告诉您' },
    employer: { now: '工人已签字', next: '轮到您签字' },
  },
  employer_signed: {
    worker: { now: '雇主已签字', next: '轮到您签字' },
    employer: { now: '您已签字', next: '等工人签字' },
  },
  signed: {
    worker: { now: '两边都签好了，这活是您的', next: '按时到，给工作人员扫工作码' },
    employer: { now: '已签约', next: '等工人到岗' },
  },
  arrived: {
    worker: { now: '已到岗，开始算工时', next: '干完点“下工”' },
    employer: { now: '已到岗', next: '干完后填工时和工钱' },
  },
  finished: {
    worker: { now: '已下工', next: '等雇主填工时和工钱' },
    employer: { now: '已下工', next: '请填工时和工钱' },
  },
  hours_proposed: {
    worker: { now: '雇主填好了工时和工钱', next: '对不对？请您确认' },
    employer: { now: '工时已填', next: '等工人确认' },
  },
  hours_disputed: {
    worker: { now: '您说工时不对', next: '等雇主改好再看' },
    employer: { now: '工人说工时不对', next: '请看原因，改好再发' },
  },
  hours_agreed: {
    worker: { now: '工时两边都认了', next: '等雇主付工钱' },
    employer: { now: '工人已确认工时', next: '请付工钱，然后点“已付”' },
  },
  paid: {
    worker: { now: '雇主说已付工钱', next: '收到了吗？请您确认' },
    employer: { now: '已记付款', next: '等工人确认收到' },
  },
  payment_disputed: {
    worker: { now: '您说没收到钱', next: '等雇主重新付；也可拨 12333' },
    employer: { now: '工人说没收到钱', next: '请核对，重新付款' },
  },
  settled: {
    worker: { now: '工钱已到手，这活结清了', next: '可以接着找活' },
    employer: { now: '已结清', next: '没有要办的了' },
  },
  withdrawn: {
    worker: { now: '您已取消报名', next: '可以找别的活' },
    employer: { now: '工人取消了报名', next: '位子已放出来' },
  },
  declined: {
    worker: { now: '雇主没有接受', next: '可以找别的活' },
    employer: { now: '您没有接受', next: '位子已放出来' },
  },
  cancelled: {
    worker: { now: '这活取消了', next: '可以找别的活' },
    employer: { now: '已取消', next: '位子已放出来' },
  },
  lapsed: {
    worker: { now: '时间过了，位子让出去了', next: '还有位子可以再报，也可以找别的活' },
    employer: { now: '到点没答应', next: '位子已让给下一位' },
  },
  unsigned: {
    worker: { now: '没签成，已过时', next: '不怪谁，看看别的活' },
    employer: { now: '没签成，已过时', next: '没有要办的了' },
  },
  absent: {
    worker: { now: '没到场', next: '要是去了，请市场服务台给您补报到岗' },
    employer: { now: '没到场', next: '要是来了，请市场服务台补报到岗' },
  },
}

/** What the clock ended: waiting in the queue, or a place that was held. */
export const lapsedFrom = ['queued', 'offered'] as const
export type LapsedFrom = (typeof lapsedFrom)[number]

/** Of somebody for whom no place came free before the work began, or the posting ended: nobody asked them, and they let nothing run out. */
const neverAskedWords: { worker: Words; employer: Words } = {
  worker: { now: '这个活没有轮到您', next: '它已经开工或停招了，看看别的活' },
  employer: { now: '没轮到', next: '没有空位给到这位' },
}

/** The words of one application: of a lapsed one they are those of what it lapsed from. */
export const wordsOf = ({ state, lapsedFrom: from }: { state: ApplicationState; lapsedFrom: LapsedFrom | null }): { worker: Words; employer: Words } =>
  state === 'lapsed' && from === 'queued' ? neverAskedWords : stateWords[state]

/** Whose turn it is, for the badge “轮到您”. In the queue it is nobody's: a place has to come free, or the employer to choose. */
export const turnOf = (state: ApplicationState): readonly ('worker' | 'employer')[] => {
  const turns: Partial<Record<ApplicationState, readonly ('worker' | 'employer')[]>> = {
    offered: ['worker'],
    applied: ['worker', 'employer'],
    worker_signed: ['employer'],
    employer_signed: ['worker'],
    signed: ['worker'],
    arrived: ['worker', 'employer'],
    finished: ['employer'],
    hours_proposed: ['worker'],
    hours_disputed: ['employer'],
    hours_agreed: ['employer'],
    paid: ['worker'],
    payment_disputed: ['employer'],
  }
  return turns[state] ?? []
}

/** in_review, refused: seen by the employer and staff only · taken_down: by whoever had applied, too */
export const jobStates = ['in_review', 'open', 'closed', 'cancelled', 'ended', 'refused', 'taken_down'] as const
export type JobState = (typeof jobStates)[number]

/** What a job may become: staff publish, refuse or take down; an employer stops recruiting or cancels; its start ends it by itself. */
export const jobMoves = {
  publish: { in_review: 'open' },
  hold: { open: 'in_review' },
  refuse: { in_review: 'refused' },
  take_down: { in_review: 'taken_down', open: 'taken_down', closed: 'taken_down' },
  close: { in_review: 'closed', open: 'closed' },
  reopen: { closed: 'open' },
  cancel: { open: 'cancelled', closed: 'cancelled' },
  end: { open: 'ended', closed: 'ended' },
} as const satisfies Record<string, Partial<Record<JobState, JobState>>>
export type JobMove = keyof typeof jobMoves

/** `signed` by both binds them; it is `sealed` once the timestamp authority has answered, which may be later. */
export const agreementStates = ['draft', 'signed_by_worker', 'signed_by_employer', 'signed', 'sealed'] as const
export type AgreementState = (typeof agreementStates)[number]
