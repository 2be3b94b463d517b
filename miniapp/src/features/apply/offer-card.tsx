import { View } from '@tarojs/components'
import type { Application } from '@market/shared/apply/apply.contract'
import { payUnitWords, settleTimeWords } from '@market/shared/words/lists'
import { stretch } from '@market/shared/words/show'
import { Card, CardHead } from '../../ui/card'
import { Pay } from '../../ui/pay'
import { Speaker } from '../../ui/speaker'
import { useNow } from '../../ui/use-now'
import { answerBy, leftWords, offerAloud } from './place.text'

/** A place that is held for the worker: what it pays, and until when an answer is wanted. The clock moves in words, and hurries nobody. */
export function OfferCard({ application, offerUntil }: { application: Application; offerUntil: number }) {
  const now = useNow(10_000)
  const { terms } = application
  return (
    <Card id="offer">
      <CardHead title={terms.title} under={terms.address} beside={<Speaker id="offer-aloud" text={offerAloud(application, now)} />} />
      <View>
        <Pay fen={terms.payFen} per={payUnitWords[terms.payUnit]} rest={settleTimeWords[terms.settleWhen]} />
        <View className="ui-soft">{stretch(terms.startsAt, terms.endsAt, now)}</View>
      </View>
      <View>
        <View id="offer-until" className="ui-heading">{answerBy(offerUntil, now)}</View>
        <View className="ui-soft">{leftWords(offerUntil, now)}</View>
      </View>
    </Card>
  )
}
