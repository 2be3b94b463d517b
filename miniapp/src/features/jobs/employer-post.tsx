import { Text, View } from '@tarojs/components'
import type { FieldProblem } from '@market/shared/errors'
import type { JobDraft, JobTemplate } from '@market/shared/jobs/jobs.contract'
import { payUnitWords, tradeIcon } from '@market/shared/words/lists'
import type { Reading } from '../../client/use-read'
import { employerPaths } from '../../employer/paths'
import { Button } from '../../ui/button'
import { Card, CardLink } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { ErrorState, Skeleton } from '../../ui/page-states'
import { Pictogram } from '../../ui/pictogram'
import { ReasonList } from '../../ui/reason-list'
import { Tag } from '../../ui/tag'
import { AppealSheet } from '../supervision/appeal-sheet'
import { refusalReasons } from '../supervision/supervision.text'
import { templateWords } from './employer-jobs.text'
import type { FormChange, PostForm } from './employer-post-form'
import { EmployerPostMain } from './employer-post-main'
import type { PostField, Problems, Section } from './employer-post-problems'
import { EmployerPostSections } from './employer-post-sections'
import './employer-jobs.scss'

export type EmployerPostProps = {
  now: number
  form: PostForm
  /** The form as it would be sent. */
  draft: JobDraft
  templates: Pick<Reading<{ templates: JobTemplate[] }>, 'value' | 'problem' | 'reload'>
  minimumHourlyFen: number | null
  problems: Problems
  openSections: ReadonlySet<Section>
  /** What breaks a clause of law, and has not been put right yet. */
  broken: readonly FieldProblem[]
  /** Asking for a person to look; null where nothing but a clause stands in the way of it. */
  appeal: { open: boolean; busy: boolean; error: string | null; onOpen: (open: boolean) => void; onSend: (text: string) => void } | null
  /** It is there already, and becomes another version. */
  changing: boolean
  busy: boolean
  /** Why the last try did not go through. */
  message: string | null
  onChoose: (template: JobTemplate) => void
  onChange: (wanted: FormChange) => void
  /** The person has left a field: what is wrong with it may now be said. */
  onLeave: (field: PostField) => void
  onToggle: (section: Section) => void
  onPublish: () => void
}

/**
 * From the gate to a posting in at most five taps: a card, then at will one tap each on the number of people, the pay
 * and the start, then 发布. Everything else stands folded below and is already filled.
 */
export function EmployerPost(props: EmployerPostProps & { marketName: string | null }) {
  const { form, marketName, appeal, changing } = props
  const title = changing ? '改招工' : marketName ? `发布 · ${marketName}` : '发布招工'
  return form.template === null ? (
    <Page id="employer-post" title={title} backTo={employerPaths.home}>
      <TemplateCards {...props} />
    </Page>
  ) : (
    <Page
      id="employer-post"
      title={title}
      backTo={employerPaths.home}
      foot={<PublishFoot {...props} />}
      overlay={
        appeal?.open && (
          <AppealSheet
            words="这条先不发布，由另一位同事来看，三天内答复。想快一点，改掉红字马上就能发。"
            busy={appeal.busy}
            error={appeal.error}
            onSend={appeal.onSend}
            onClose={() => appeal.onOpen(false)}
          />
        )
      }
    >
      <Broken {...props} />
      <EmployerPostMain {...props} />
      <EmployerPostSections {...props} />
      {!changing && <Button id="other-template" label="换别的活" kind="quiet" small onTap={() => props.onChange({ template: null })} />}
    </Page>
  )
}

/** Why the rules refuse it, with the law behind each sentence, and how to ask for a person. */
function Broken({ broken, appeal }: EmployerPostProps) {
  if (broken.length === 0) return null
  return (
    <Card id="broken-clauses">
      <ReasonList id="broken" reasons={refusalReasons(broken)} />
      {appeal && <Button id="open-appeal" label="觉得不对？请人看一看" kind="quiet" small onTap={() => appeal.onOpen(true)} />}
    </Card>
  )
}

function TemplateCards({ templates, form, now, onChoose, onChange }: EmployerPostProps) {
  const { value, problem, reload } = templates
  if (!value) {
    return problem ? (
      <ErrorState title="没打开" words={problem.message} offer={{ id: 'reload', label: '再试一次', onTap: () => void reload() }} />
    ) : (
      <Skeleton />
    )
  }
  return (
    <>
      <View className="employer-heading">招什么人？点一张，下一步可以改</View>
      {form.title !== '' && (
        <TemplateCard id="resume-draft" title={form.title} tag="接着填" under={['上次没发出去的，还在']} trade={form.trade} onTap={() => onChange({ template: 'draft' })} />
      )}
      {value.templates.map((template, index) => (
        <TemplateCard
          key={template.key}
          id={`template-${index}`}
          title={template.draft.title}
          tag={template.own ? '您招过' : null}
          under={templateWords(template, now)}
          trade={template.draft.trade}
          onTap={() => onChoose(template)}
        />
      ))}
    </>
  )
}

function TemplateCard({ id, title, tag, under, trade, onTap }: { id: string; title: string; tag: string | null; under: readonly string[]; trade: string; onTap: () => void }) {
  return (
    <CardLink id={id} label={[title, ...under].join('，')} onTap={onTap}>
      <View className="employer-template">
        <View className="ui-pictogram-frame">
          <Pictogram name={tradeIcon(trade)} />
        </View>
        <View className="employer-template-words">
          <View className="employer-template-title">
            <Text>{title}</Text>
            {tag && <Tag>{tag}</Tag>}
          </View>
          {under.map((line) => (
            <View key={line} className="ui-soft">
              {line}
            </View>
          ))}
        </View>
        <Pictogram name="forward" tone="inkSoft" scale={0.75} />
      </View>
    </CardLink>
  )
}

function PublishFoot({ form, problems, message, busy, changing, onPublish }: EmployerPostProps) {
  const wrong = Object.keys(problems).length
  return (
    <View className="ui-foot-action">
      {wrong > 0 && <Notice id="post-problem" tone="refused">{`有 ${wrong} 处要改，红字写着怎么改`}</Notice>}
      {wrong === 0 && message && <Notice id="post-problem" tone="refused">{message}</Notice>}
      <View className="employer-publish">
        <Button id="publish" label={`${changing ? '改好了，发布' : '发布'}：${form.headcount} 人，${form.pay || '—'} 元/${payUnitWords[form.payUnit]}`} busy={busy} busyLabel="正在发布…" onTap={onPublish} />
      </View>
    </View>
  )
}
