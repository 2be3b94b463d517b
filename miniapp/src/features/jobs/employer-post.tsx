import { Text, View } from '@tarojs/components'
import type { JobDraft, JobTemplate } from '@market/shared/jobs/jobs.contract'
import { payUnitWords, tradeIcon } from '@market/shared/words/lists'
import type { Reading } from '../../client/use-read'
import { employerPaths } from '../../employer/paths'
import { Button } from '../../ui/button'
import { CardLink } from '../../ui/card'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { ErrorState, Skeleton } from '../../ui/page-states'
import { Pictogram } from '../../ui/pictogram'
import { Tag } from '../../ui/tag'
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
  const { form, marketName } = props
  const title = marketName ? `发布 · ${marketName}` : '发布招工'
  return form.template === null ? (
    <Page id="employer-post" title={title} backTo={employerPaths.home}>
      <TemplateCards {...props} />
    </Page>
  ) : (
    <Page id="employer-post" title={title} backTo={employerPaths.home} foot={<PublishFoot {...props} />}>
      <EmployerPostMain {...props} />
      <EmployerPostSections {...props} />
      <Button id="other-template" label="换别的活" kind="quiet" small onTap={() => props.onChange({ template: null })} />
    </Page>
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

function PublishFoot({ form, problems, message, busy, onPublish }: EmployerPostProps) {
  const wrong = Object.keys(problems).length
  return (
    <View className="ui-foot-action">
      {wrong > 0 && <Notice id="post-problem" tone="refused">{`有 ${wrong} 处要改，红字写着怎么改`}</Notice>}
      {wrong === 0 && message && <Notice id="post-problem" tone="refused">{message}</Notice>}
      <View className="employer-publish">
        <Button id="publish" label={`发布：${form.headcount} 人，${form.pay || '—'} 元/${payUnitWords[form.payUnit]}`} busy={busy} busyLabel="正在发布…" onTap={onPublish} />
      </View>
    </View>
  )
}
