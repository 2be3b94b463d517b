import { Text, View } from '@tarojs/components'
import { slotWords } from '@market/shared/sign/agreement-template'
import { agreementKindNames, type AgreementKind } from '@market/shared/sign/kinds'
import type { TemplatePreview, TemplateView } from '@market/shared/sign/templates.contract'
import type { VersionInfo } from '@market/shared/versions/versions.contract'
import { isProposed } from '@market/shared/versions/versions.rules'
import { moment } from '@market/shared/words/show'
import { useState } from 'react'
import { useRead } from '../../client/use-read'
import { managerPaths } from '../../manager/paths'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { LongTextField, TextField } from '../../ui/fields'
import { Fold } from '../../ui/fold'
import { FoldedPart } from '../../ui/folded-part'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { useNow } from '../../ui/use-now'
import { SeenChanges } from '../versions/seen-changes'
import { Versions } from '../versions/versions'
import { versionWords } from '../versions/versions.text'
import { changesBetween, formLabels, formNotes, partsOf, type PartKey } from './templates.text'
import type { AgreementTemplates as Props } from './use-agreement-templates'

/** 协议文本: what agreements in the whole province say; changed by one officer, confirmed by another. */
export function AgreementTemplates(props: Props) {
  const now = useNow()
  const { versions, template, problem, proposed, kind, preview } = props
  return (
    <Page
      id="agreement-templates"
      title="协议文本"
      backTo={managerPaths.home}
      dataAt={versions.at}
      foot={props.changed ? <ProposeFoot {...props} /> : undefined}
      overlay={preview && <PreviewSheet preview={preview} kind={kind} onClose={props.closePreview} />}
    >
      {problem && <Notice id="templates-problem" tone="refused">{problem.message}</Notice>}
      {proposed !== null && <Notice id="templates-proposed">{`第 ${proposed} 版提交了。请另一位同事打开这一页，看过再确认，确认后马上生效。`}</Notice>}
      <Versions
        of={props}
        now={now}
        changes={(version, onSeen) => <Changes version={version} before={template.value} onSeen={onSeen} />}
        say={(inForce) => `现在用第 ${inForce} 版，全省一样。改了要另一位同事确认才生效；已经签了字的协议不变，还没人签的，签之前会请双方看新的。`}
      />
      <Loaded reading={template}>{(current) => <FormParts {...props} current={current} />}</Loaded>
      <Loaded reading={versions}>{({ inForce, versions: all }) => <History all={all.filter((one) => !isProposed(one))} inForce={inForce} now={now} />}</Loaded>
    </Page>
  )
}

function Changes({ version, before, onSeen }: { version: number; before: TemplateView | null; onSeen: () => void }) {
  const reading = useRead('GET /api/agreement-templates/:version', { params: { version } })
  return <SeenChanges reading={reading} onSeen={onSeen}>{(content) => <Differences before={before} after={content} />}</SeenChanges>
}

function Differences({ before, after }: { before: TemplateView | null; after: TemplateView }) {
  if (before === null) return null
  const all = changesBetween(before.forms, after.forms)
  return (
    <View id="differences" className="ui-stack">
      {all.length === 0 ? versionWords.unchanged : all.map(({ id, where, before: gone, after: come }) => (
        <View key={id}>
          <View className="ui-field-label">{where}</View>
          {gone.map((line) => <View key={line}>{`去掉：${line}`}</View>)}
          {come.map((line) => <View key={line}>{`改成：${line}`}</View>)}
        </View>
      ))}
    </View>
  )
}

function FormParts({ current, kind, choose, typed, type, isChanged, errorsOf, busy, see }: Props & { current: TemplateView }) {
  const [open, setOpen] = useState<PartKey | null>(null)
  const kinds = Object.keys(formLabels) as AgreementKind[]
  return (
    <>
      <Card id="forms">
        <ChoiceGrid
          id="form"
          label="看哪一种"
          columns={2}
          choices={kinds.map((value) => ({ value, label: isChanged(value) ? `${formLabels[value]}（改过）` : formLabels[value] }))}
          chosen={[kind]}
          onChange={([chosen]) => {
            if (chosen) choose(chosen)
            setOpen(null)
          }}
          hint={`《${agreementKindNames[kind]}》。${formNotes[kind]}`}
        />
        <Button id="see-form" label="看填好的样子" kind="secondary" busy={busy === 'preview'} busyLabel="正在填…" onTap={() => void see()} />
      </Card>
      {errorsOf(kind).map((message) => <Notice key={message} id="form-wrong" tone="wait">{message}</Notice>)}
      {partsOf(current.forms[kind]).map(({ key, title }) => {
        const errors = errorsOf(kind, key)
        const id = key.replace('.', '-')
        return (
          <FoldedPart
            key={`${kind}-${key}`}
            id={`part-${id}`}
            title={isChanged(kind, key) ? `${title}（改过）` : title}
            summary={typed(key)}
            wrong={errors.length}
            open={open === key}
            onToggle={() => setOpen(open === key ? null : key)}
          >
            <LongTextField id={`lines-${id}`} label="一行一句" value={typed(key)} error={errors.join('；') || null} maxLength={3_000} onChange={(words) => type(key, words)} />
          </FoldedPart>
        )
      })}
      <Fold id="slots" show="大括号里的字是什么" hide="收起">
        <View className="ui-stack">
          <View className="ui-soft">大括号里的，写协议时自动填上，请原样留着。</View>
          {Object.entries(slotWords).map(([slot, words]) => <View key={slot}>{`{${slot}}：${words}`}</View>)}
        </View>
      </Fold>
    </>
  )
}

/** Every version that was decided on, newest first. */
function History({ all, inForce, now }: { all: readonly VersionInfo[]; inForce: number; now: number }) {
  return (
    <Fold id="history" show="以前的版本" hide="收起以前的版本">
      <View className="ui-stack">
        {all.map(({ version, note, effectiveFrom, droppedAt }) => (
          <View key={version}>
            {`第 ${version} 版 · ${note} · ${droppedAt !== null ? '没有用' : version === inForce ? '正在用' : effectiveFrom ? `${moment(effectiveFrom, now)} 起` : '最早的'}`}
          </View>
        ))}
      </View>
    </Fold>
  )
}

function PreviewSheet({ preview: { text, characters, mostCharacters, problems }, kind, onClose }: { preview: TemplatePreview; kind: AgreementKind; onClose: () => void }) {
  return (
    <Sheet id="preview" title={`《${agreementKindNames[kind]}》填好是这样`} closeLabel="看好了" stays="main" onClose={onClose}>
      <View className="ui-soft">{`人和活是编的。文字 ${characters} 个字，最多 ${mostCharacters} 个。`}</View>
      {problems.length > 0 && <Notice id="preview-wrong" tone="wait">{`还有 ${problems.length} 处要改，改好才能提交。`}</Notice>}
      <View className="ui-paper">
        <Text id="preview-text" userSelect>{text}</Text>
      </View>
    </Sheet>
  )
}

function ProposeFoot({ note, setNote, busy, wrong, startOver, propose }: Props) {
  return (
    <View className="ui-foot-action ui-stack">
      {wrong && <Notice id="templates-wrong" tone="wait">有几处要改，请看标出来的地方。</Notice>}
      <TextField id="templates-note" label="为什么改" value={note} maxLength={100} onChange={setNote} />
      <Button id="propose-templates" label="提交，请另一位同事确认" busy={busy === 'propose'} disabled={wrong || note.trim().length < 2} onTap={() => void propose()} />
      <Button id="start-over" label="不改了" kind="quiet" onTap={startOver} />
    </View>
  )
}
