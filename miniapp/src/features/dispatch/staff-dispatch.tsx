import { View } from '@tarojs/components'
import type { Dispatch, Ready } from '@market/shared/dispatch/dispatch.contract'
import { staffPaths } from '../../staff/paths'
import { Button, ButtonRow } from '../../ui/button'
import { StateCard } from '../../ui/card'
import { ConfirmSheet } from '../../ui/confirm-sheet'
import { Loaded } from '../../ui/loaded'
import { Notice } from '../../ui/notice'
import { FootAction, Page } from '../../ui/page'
import { answersLine, answersNext, beforeNext, beforeWords, confirmWords, notGoing, totalLine, waitingFor, wasMoved } from './dispatch.text'
import { MoveSheet } from './move-sheet'
import { DispatchJobs, UnplacedPeople } from './placed-people'
import type { Dispatching } from './use-dispatch'

/** 派工: who of the people present goes where. Staff look at the proposal, change it, and confirm; then the answers come in. */
export function StaffDispatch(work: Dispatching) {
  const { current, problem } = work
  const market = current.value?.market
  const dispatch = current.value?.dispatch ?? null
  return (
    <Page
      id="staff-dispatch"
      title={market ? `派工 · ${market.name}` : '派工'}
      backTo={staffPaths.duty}
      dataAt={current.at}
      overlay={dispatch?.state === 'proposed' && <Sheets {...work} dispatch={dispatch} />}
      foot={current.value && <Foot {...work} dispatch={dispatch} />}
    >
      {problem && <Notice id="dispatch-problem" tone="refused">{problem}</Notice>}
      <Loaded reading={current}>
        {({ ready }) => {
          if (dispatch === null) return ready && <Before ready={ready} />
          return dispatch.state === 'proposed' ? <Proposed {...work} dispatch={dispatch} /> : <Answers dispatch={dispatch} />
        }}
      </Loaded>
    </Page>
  )
}

function Before({ ready }: { ready: Ready }) {
  return (
    <>
      <StateCard id="dispatch-state" now={beforeWords(ready)} next={beforeNext(ready)} pictogram="people" />
      <View className="ui-soft">能派的是在场、没约活也没在答复的人；空位是今后一天里开工、还没招满的，雇主自己挑人的不算。排的时候看工种、钱、远近和等了多久；一个班组的去同一个活。</View>
    </>
  )
}

type WithDispatch = Dispatching & { dispatch: Dispatch }

function Proposed({ dispatch, choose, again, goingAgain, ask, dropping }: WithDispatch) {
  return (
    <>
      <StateCard id="dispatch-state" now={totalLine(dispatch)} next="还没通知任何人。点名字可以换" pictogram="people" />
      <View id="dispatch-words" className="ui-soft">{dispatch.words}</View>
      <DispatchJobs dispatch={dispatch} onPerson={choose} />
      <UnplacedPeople people={dispatch.unplaced} onPerson={choose} />
      <ButtonRow>
        <Button id="propose-anew" label="按现在的人重排" kind="secondary" small pictogram="retry" busy={goingAgain} onTap={() => (wasMoved(dispatch) ? ask('anew') : void again(dispatch))} />
        <Button id="drop" label="这份不用了" kind="quiet" small busy={dropping} onTap={() => ask('drop')} />
      </ButtonRow>
    </>
  )
}

function Answers({ dispatch }: { dispatch: Dispatch }) {
  return (
    <>
      <StateCard id="dispatch-state" now={answersLine(dispatch)} next={answersNext(dispatch)} pictogram={waitingFor(dispatch) > 0 ? 'wait' : 'people'} />
      <DispatchJobs dispatch={dispatch} />
      <UnplacedPeople people={dispatch.unplaced} />
    </>
  )
}

/** One main action a state: propose, confirm, and once they answer the next round. */
function Foot({ dispatch, propose, proposing, ask, confirming, again, goingAgain }: Dispatching & { dispatch: Dispatch | null }) {
  if (dispatch === null) return <FootAction><Button id="propose" label="排一排" pictogram="people" busy={proposing} busyLabel="正在排…" onTap={() => void propose()} /></FootAction>
  if (dispatch.state === 'proposed') {
    return <FootAction><Button id="confirm" label={`确认派工，通知 ${dispatch.placed} 人`} busy={confirming} busyLabel="正在通知…" disabled={dispatch.placed === 0} onTap={() => ask('confirm')} /></FootAction>
  }
  const worthIt = notGoing(dispatch) > 0 || waitingFor(dispatch) === 0
  return <FootAction><Button id="again" label="再配一轮" kind={worthIt ? 'main' : 'secondary'} pictogram="retry" busy={goingAgain} busyLabel="正在排…" onTap={() => void again(dispatch)} /></FootAction>
}

function Sheets({ dispatch, asking, ask, confirm, drop, again, chosen, choose, move, moving, whyNot }: WithDispatch) {
  if (asking === 'confirm') return <ConfirmSheet id="confirm-sheet" title={`通知这 ${dispatch.placed} 人？`} words={confirmWords(dispatch)} confirmLabel="确认派工" closeLabel="再看看" onConfirm={() => void confirm(dispatch)} onClose={() => ask(null)} />
  if (asking === 'drop') return <ConfirmSheet id="drop-sheet" title="这份不用了？" words="排好的和您换过的都不留，没有通知过任何人。要用可以再排。" confirmLabel="不用了" danger onConfirm={() => void drop(dispatch)} onClose={() => ask(null)} />
  if (asking === 'anew') return <ConfirmSheet id="anew-sheet" title="按现在的人重排？" words="手工换过的不留，全部重新排。还没通知过任何人。" confirmLabel="重排" danger onConfirm={() => void again(dispatch)} onClose={() => ask(null)} />
  if (chosen === null) return null
  return <MoveSheet dispatch={dispatch} person={chosen} busy={moving} problem={whyNot} onMove={(jobId) => void move(dispatch, chosen, jobId)} onClose={() => choose(null)} />
}
