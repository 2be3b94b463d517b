import { View } from '@tarojs/components'
import { useRead } from '../../client/use-read'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { usePageStatus } from '../../ui/page-status'
import { posterWords } from './poster.text'
import type { Poster } from './use-scan'

type Props = { poster: Poster; busy: boolean; onScan: () => void }

/** A printed code was scanned: the phone is to say that it is near, or has not let in. The other ways stand beside it in either case. */
export function PosterQuestion({ poster: { refused, marketId, tell }, busy, onScan }: Props) {
  const { asking, looking, screen, desk } = posterWords
  const words = refused ? posterWords.refused : asking
  const place = (
    <Button id="poster-place" label={words.tell} kind={refused ? 'secondary' : 'main'} pictogram="place" busy={busy} busyLabel={looking} onTap={() => void tell()} />
  )
  return (
    <Card id="poster">
      <CardHead title={words.title} pictogram="place" />
      <View className="ui-stack">
        {!refused && (
          <>
            <View>{asking.why}</View>
            {place}
            <View className="ui-soft">{asking.otherwise}</View>
          </>
        )}
        <Button id="poster-screen" label={screen} kind={refused ? 'main' : 'secondary'} pictogram="scan" disabled={busy} onTap={onScan} />
        <View id="poster-desk">{desk}</View>
        {refused && place}
        <AtTheDemoGate marketId={marketId} busy={busy} onPlace={tell} />
      </View>
    </Card>
  )
}

/** In a sandbox nobody is in Luoyang: as if the phone had said that it is at the market. */
function AtTheDemoGate({ marketId, busy, onPlace }: { marketId: string; busy: boolean; onPlace: Poster['tell'] }) {
  const sandbox = usePageStatus((status) => status.sandbox)
  const market = useRead('GET /api/markets/:marketId', sandbox ? { params: { marketId } } : null).value?.market
  return market ? <Button id="poster-demo" label={posterWords.demo} kind="quiet" small disabled={busy} onTap={() => void onPlace({ lat: market.lat, lng: market.lng })} /> : null
}
