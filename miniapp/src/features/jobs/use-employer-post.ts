import type { FieldProblem } from '@market/shared/errors'
import type { JobDraft, JobTemplate } from '@market/shared/jobs/jobs.contract'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { fieldProblem } from '../../client/outcome'
import { useAct } from '../../client/use-act'
import { useDraft } from '../../client/use-draft'
import { useRead } from '../../client/use-read'
import { employerPaths } from '../../employer/paths'
import { replace } from '../../platform/navigation'
import { useNow } from '../../ui/use-now'
import { bringForward, draftOf, emptyForm, formOf, type FormChange, type PostForm } from './employer-post-form'
import type { EmployerPostProps } from './employer-post'
import { localProblems, sectionNames, standingProblems, wrongIn, type PostField, type Problems, type Refusal, type Section } from './employer-post-problems'

/** A posting as it stands, to be changed. */
export type ChangingPosting = { jobId: string; version: number; draft: JobDraft }

/**
 * Posting a job at a market. What is typed is kept on the phone; what is wrong is said beside its field, before sending
 * where the phone can know it, and after a refusal in the server's words.
 * @param again starts from the employer's newest own job at once, without choosing a card
 * @param changing a posting that is there already: sent as its next version
 */
export function useEmployerPost(marketId: string, again: boolean, changing: ChangingPosting | null = null): EmployerPostProps {
  const now = useNow()
  const templates = useRead('GET /api/job-templates', { query: { marketId } })
  const { value: form, change: keep, clear } = useDraft<PostForm>(
    changing ? `change:${changing.jobId}:${changing.version}` : `post:${marketId}`,
    changing ? formOf('change', changing.draft) : emptyForm,
  )
  // A quick thumb taps 发布 before an old phone has drawn the last plus: what is sent is what was tapped, not what was drawn.
  const latest = useRef(form)
  const change = useCallback(
    (wanted: FormChange): void => {
      const part = typeof wanted === 'function' ? wanted(latest.current) : wanted
      latest.current = { ...latest.current, ...part }
      keep(part)
    },
    [keep],
  )
  const creating = useAct('POST /api/jobs')
  const versioning = useAct('POST /api/jobs/:jobId/versions')
  const posting = changing ? versioning : creating
  const appealing = useAct('POST /api/job-appeals')
  const [appealOpen, setAppealOpen] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [checked, setChecked] = useState<ReadonlySet<PostField> | 'all'>(new Set())
  const [openSections, setOpenSections] = useState<ReadonlySet<Section>>(new Set())

  const choose = (template: JobTemplate): void => {
    setRefusal(null)
    setChecked(new Set())
    setOpenSections(new Set())
    change(formOf(template.key, template.draft))
  }

  // A draft of yesterday is moved once, when the page opens; after that its time is the person's own.
  const opened = useRef(false)
  useEffect(() => {
    if (opened.current) return
    opened.current = true
    change(bringForward(form, Date.now()))
  }, [change, form])

  const newest = templates.value?.templates[0]
  const started = useRef(false)
  useEffect(() => {
    if (!again || started.current || !newest) return
    started.current = true
    if (newest.own) change(formOf(newest.key, newest.draft))
  }, [again, newest, change])

  const draft = useMemo(() => draftOf(form, marketId), [form, marketId])
  const minimumHourlyFen = templates.value?.minimumHourlyFen ?? null
  const local = form.template === null ? {} : localProblems(draft, now, minimumHourlyFen)
  const problems: Problems = { ...shown(local, checked), ...(refusal ? standingProblems(refusal, draft) : {}) }

  const openWhatIsWrong = (wrong: Problems): void =>
    setOpenSections((before) => new Set([...before, ...sectionNames.filter((section) => wrongIn(section, wrong) > 0)]))

  const sent = useRef(draft)
  const publish = async (): Promise<void> => {
    setChecked('all')
    const sending = draftOf(latest.current, marketId)
    const wrong = localProblems(sending, Date.now(), minimumHourlyFen)
    if (Object.keys(wrong).length > 0) return openWhatIsWrong(wrong)
    sent.current = sending
    const label = `发布“${sending.title}”`
    const posted = changing
      ? await versioning.act({ params: { jobId: changing.jobId }, body: { draft: sending, version: changing.version } }, label)
      : await creating.act({ body: sending }, label)
    if (!posted) return
    clear()
    await replace(employerPaths.job, { jobId: posted.id, posted: '1' })
  }

  const appeal = async (text: string): Promise<void> => {
    const held = await appealing.act({ body: { draft: draftOf(latest.current, marketId), text } }, '申诉')
    if (!held) return
    clear()
    await replace(employerPaths.job, { jobId: held.id })
  }

  // The refusal is kept with what was sent, so that each message goes when its field is put right.
  const { problem } = posting
  useEffect(() => {
    if (problem?.kind !== 'refused' || problem.fields.length === 0) return
    setRefusal({ fields: problem.fields, draft: sent.current })
    openWhatIsWrong(standingProblems({ fields: problem.fields, draft: sent.current }, sent.current))
  }, [problem])

  const standing = refusal ? standingProblems(refusal, draft) : {}
  const broken: readonly FieldProblem[] = (refusal?.fields ?? []).filter(({ field, clause }) => clause !== undefined && standing[field as PostField] !== undefined)

  return {
    broken,
    changing: changing !== null,
    // What is missing, or paid too little, is no matter of opinion; nor is a posting that people are on already.
    appeal: changing === null && broken.length > 0 && broken.every(({ field }) => field !== 'payFen') && Object.keys(problems).length === broken.length
      ? {
          open: appealOpen,
          busy: appealing.busy,
          error: fieldProblem(appealing.problem, 'text') ?? appealing.problem?.message ?? null,
          onOpen: setAppealOpen,
          onSend: (text) => void appeal(text),
        }
      : null,
    now,
    form,
    draft,
    templates,
    minimumHourlyFen,
    problems,
    openSections,
    busy: posting.busy,
    message: problem?.message ?? null,
    onChoose: choose,
    onChange: change,
    onLeave: (field) => setChecked((before) => (before === 'all' ? before : new Set([...before, field]))),
    onToggle: (section) =>
      setOpenSections((before) => new Set(before.has(section) ? [...before].filter((one) => one !== section) : [...before, section])),
    onPublish: () => void publish(),
  }
}

/** Problems of fields that have been left or sent. The pay is judged at once: it is set by tapping, and never left. */
const shown = (problems: Problems, checked: ReadonlySet<PostField> | 'all'): Problems =>
  Object.fromEntries(
    Object.entries(problems).filter(([field]) => checked === 'all' || field === 'payFen' || checked.has(field as PostField)),
  )
