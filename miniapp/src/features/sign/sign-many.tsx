import { Text, View } from '@tarojs/components'
import type { AgreementsToSign } from '@market/shared/sign/sign.contract'
import { employerPaths } from '../../employer/paths'
import { paths } from '../../pages/paths'
import { back, open } from '../../platform/navigation'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { EmptyState } from '../../ui/page-states'
import { Speaker } from '../../ui/speaker'
import { Tag } from '../../ui/tag'
import { CeremonyWay, KeyTerms, WriteHere } from './agreement-view'
import { ConfirmButtons, ConfirmStep } from './confirm-step'
import { manyWords, nextWords, stepsFor, verdictWords } from './sign.text'
import type { Ended, SigningMany, Waiting } from './use-sign-many'
import './ceremony.scss'

/** The page on which an employer signs the agreements of one job together. */
export function SignMany(signing: SigningMany) {
  const { reading, step, taken, goOn, goBack, busy, problem, confirming, ended, again, error, write } = signing
  const list = reading.value
  const unverified = problem?.kind === 'refused' && problem.code === 'not_verified'
  const waiting = (list?.agreements.length ?? 0) > 0
  const foot = ended ? (
    <>
      {waiting && <Button id="many-again" label={`接着签（还有 ${(list?.agreements.length ?? 0) + (list?.more ?? 0)} 份）`} onTap={again} />}
      <Button id="many-finished" label="好了" kind={waiting ? 'secondary' : 'main'} onTap={() => void back(employerPaths.home)} />
    </>
  ) : waiting ? (
    <>
      {problem && <Notice id="sign-problem" tone="refused">{problem.message}</Notice>}
      {unverified && <Button id="go-identity" label="去实名" kind="secondary" pictogram="shield" onTap={() => void open(paths.identity)} />}
      {step === 'confirm' || step === 'pay' ? (
        <ConfirmButtons {...confirming} busy={busy} />
      ) : (
        <Button id="sign-next" label={step === 'read' ? `看清了，签这 ${taken.length} 份` : nextWords[step]} onTap={goOn} />
      )}
      {step !== 'read' && <Button id="sign-back" label="上一步" kind="quiet" small onTap={goBack} />}
    </>
  ) : null
  return (
    <Page id="sign-many" title={manyWords.title} backTo={employerPaths.home} dataAt={reading.at} foot={foot && <View className="ui-foot-action ui-stack">{foot}</View>}>
      {ended ? (
        <Results ended={ended} />
      ) : (
        <Loaded reading={reading} cards={2}>
          {(loaded) =>
            loaded.agreements.length === 0 ? (
              <EmptyState id="none-to-sign" pictogram="edit" title={manyWords.none} words="有人报名，会告诉您。" />
            ) : (
              <>
                <CeremonyWay steps={stepsFor.employer} step={step} />
                {step === 'read' && <Together {...signing} list={loaded} />}
                {step === 'write' && <WriteHere textHash="many" error={error} write={write} />}
                {step === 'confirm' && <ConfirmStep {...confirming} />}
              </>
            )
          }
        </Loaded>
      )}
    </Page>
  )
}

function Together({ list, taken, isLeft, toggle, error }: SigningMany & { list: AgreementsToSign }) {
  const aloud = [list.jobTitle, ...list.keyFacts.map(({ label, value }) => `${label}，${value}`), `一共 ${taken.length} 份`].join('。')
  return (
    <>
      <Card id="many-facts">
        <View className="ui-stack">
          <CardHead title={manyWords.intro(list.agreements.length)} beside={<Speaker id="many-aloud" text={aloud} />} />
          <KeyTerms facts={list.keyFacts} />
        </View>
      </Card>
      {error && <Notice id="many-error" tone="refused">{error}</Notice>}
      <Card id="many-people">
        <View className="ceremony-people">
          {list.agreements.map((one) => (
            <Person key={one.id} one={one} left={isLeft(one.id)} onToggle={() => toggle(one.id)} />
          ))}
        </View>
      </Card>
      {list.more > 0 && <Notice id="many-more" tone="wait">{manyWords.more(list.more)}</Notice>}
    </>
  )
}

function Person({ one, left, onToggle }: { one: Waiting; left: boolean; onToggle: () => void }) {
  const { id, workerMasked, workerSigned, kindName, differs } = one
  return (
    <View id={`many-${id}`} className="ceremony-person">
      <View className="ui-between">
        <Text className="ui-heading">{workerMasked}</Text>
        <Tag tone={left ? 'wait' : workerSigned ? 'confirmed' : 'wait'}>{left ? manyWords.left : workerSigned ? manyWords.signed : manyWords.unsigned}</Tag>
      </View>
      <View className="ui-soft">{`《${kindName}》`}</View>
      {differs.map(({ label, value }) => (
        <View key={label}>{`${manyWords.differs}：${label}，${value}`}</View>
      ))}
      <View className="ceremony-person-acts">
        <Button id={`read-${id}`} label={manyWords.readOne} kind="quiet" small onTap={() => void open(paths.agreement, { agreementId: id, side: 'employer' })} />
        <Button id={`leave-${id}`} label={left ? manyWords.take : manyWords.leave} spokenLabel={`${workerMasked}，${left ? manyWords.take : manyWords.leave}`} kind="quiet" small onTap={onToggle} />
      </View>
    </View>
  )
}

function Results({ ended }: { ended: readonly Ended[] }) {
  const signed = ended.filter(({ verdict }) => verdict === 'signed').length
  const others = ended.filter(({ verdict }) => verdict !== 'signed')
  return (
    <Card id="many-done">
      <View className="ui-stack">
        <CardHead title={manyWords.done(signed)} pictogram="checkCircle" />
        {signed > 0 && <View>工人也签好的，协议已经生效，会告诉他们；还没签的，等他们签。</View>}
        {others.map(({ who, verdict }, index) => (
          <Notice key={index} id={`many-result-${index}`} tone="wait">{`${who}：${verdictWords[verdict]}`}</Notice>
        ))}
      </View>
    </Card>
  )
}
