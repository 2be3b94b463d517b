import { View } from '@tarojs/components'
import { staffRoleWords } from '@market/shared/words/lists'
import { managerPaths } from '../../manager/paths'
import { scansByItself, scanWithWeChat } from '../../platform/scan'
import { Button } from '../../ui/button'
import { CardHead, FormCard } from '../../ui/card'
import { ChoiceGrid } from '../../ui/choices'
import { TextField, TimePicker } from '../../ui/fields'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { FootAction, Page } from '../../ui/page'
import { Tag } from '../../ui/tag'
import { TreeList, TreePath } from '../../ui/tree-list'
import { standsWords } from './staff.text'
import type { Proposing } from './use-manager-propose'

/** 给人开权限: whom, where, as what, until when. It counts once a colleague has confirmed it, and the page says so. */
export function ManagerPropose(proposing: Proposing) {
  const { role, chooseRole, days, busy, problem, problemOf, missing, propose, where } = proposing
  const roles = where.steps[where.steps.length - 1]?.roles ?? []
  return (
    <Page
      id="manager-propose"
      title="给人开权限"
      backTo={managerPaths.grants}
      foot={
        <FootAction>
          <Button id="send-proposal" label={missing ?? '提出，请同事确认'} disabled={missing !== null} busy={busy} onTap={() => void propose()} />
        </FootAction>
      }
    >
      <Who {...proposing.who} />
      <Where {...where} />
      {roles.length > 0 && (
        <FormCard title="做什么">
          <ChoiceGrid id="role" label="以什么身份办事" choices={roles.map((value) => ({ value, label: staffRoleWords[value] }))} chosen={role === null ? [] : [role]} onChange={([chosen]) => chosen && chooseRole(chosen)} error={problemOf('role')} />
        </FormCard>
      )}
      <FormCard title="到什么时候">
        <TimePicker id="from-day" label="从哪天起" mode="date" value={days.fromDay} onChoose={(fromDay) => days.change({ fromDay })} error={problemOf('fromDay')} />
        <TimePicker id="until-day" label="到哪天止（这一天还算）" mode="date" value={days.untilDay} from={days.fromDay} onChoose={(untilDay) => days.change({ untilDay })} error={problemOf('untilDay')} hint="一次最长 3 年，到期自己会停" />
      </FormCard>
      {problem && <Notice id="proposal-problem" tone="refused">{problem.message}</Notice>}
      <Notice id="two-persons" tone="plain">一个人提出、另一个人确认，才算数。没人确认，14 天后作废。</Notice>
    </Page>
  )
}

function Who({ typed, type, find, busy, found, error }: Proposing['who']) {
  const scan = async (): Promise<void> => {
    const outcome = await scanWithWeChat()
    if (outcome.got === 'code') await find(outcome.code)
  }
  return (
    <FormCard title="给谁">
      <TextField id="who" label="本人的手机号，或纸条上的码" value={typed} maxLength={512} onChange={type} error={error} hint="要本人先登记、完成实名核验" />
      <Button id="find-person" label="找人" kind="secondary" small pictogram="find" busy={busy} disabled={typed.trim() === ''} onTap={() => void find()} />
      {scansByItself && <Button id="scan-person" label="扫本人的码" kind="secondary" small pictogram="scan" disabled={busy} onTap={() => void scan()} />}
      {found === 'nobody' && <Notice id="nobody-found" tone="wait">没有找到能开权限的人。请本人先用微信登记，完成实名核验，再用自己的手机号试一次。</Notice>}
      {found !== null && found !== 'nobody' && (
        <View id="found-person">
          <CardHead title={found.nameMasked} pictogram="me" under={found.phoneMasked ?? '没有留手机号'} beside={<Tag tone="confirmed">已实名</Tag>} />
        </View>
      )}
    </FormCard>
  )
}

function Where({ steps, here, go, backTo }: Proposing['where']) {
  const last = steps[steps.length - 1]
  const words = last && standsWords(last)
  return (
    <>
      <FormCard title="在哪儿">
        {steps.length === 0 ? <View className="ui-soft">先选一个地方</View> : <TreePath id="where" steps={steps.map(({ scopePath, name }) => ({ id: scopePath, label: name }))} onOpen={backTo} />}
        {words && <View className="ui-soft">{words}</View>}
      </FormCard>
      <Loaded reading={here} cards={1}>
        {({ places }) =>
          places.length === 0 ? null : (
            <TreeList
              id="places"
              rows={places.map(({ scopePath, name, kind }) => ({ id: scopePath, label: name, pictogram: kind === 'market' ? ('gate' as const) : ('place' as const) }))}
              onOpen={(scopePath) => {
                const place = places.find((one) => one.scopePath === scopePath)
                if (place) go(place)
              }}
            />
          )
        }
      </Loaded>
    </>
  )
}
