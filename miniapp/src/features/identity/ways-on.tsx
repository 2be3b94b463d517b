import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Photo } from '../../platform/picture'
import { Button } from '../../ui/button'
import { Card, CardHead } from '../../ui/card'
import { Fold } from '../../ui/fold'
import { PhotoField } from '../../ui/photo-field'
import { photoHints } from './identity.text'
import { ReviewMarketPicker } from './review-market-picker'
import type { Identifying } from './use-identity'

/** The card is photographed and shown to staff: for whoever the machine does not know. */
export function ShowCard({ doing, hasPicture }: { doing: Identifying; hasPicture: boolean }) {
  const { idCardPhoto, setIdCardPhoto, errorOf, market, busy, askReview } = doing
  return (
    <Card id="show-card">
      <CardHead title="拍身份证给工作人员看" pictogram="camera" under="看过就有效；照片用完就删" />
      <View className="ui-stack-wide">
        <PhotoField
          id="id-card"
          label="身份证"
          hint={hasPicture && !idCardPhoto ? '已经有一张，不用再拍；要换就重新拍' : photoHints.id_card}
          photo={idCardPhoto}
          onChange={setIdCardPhoto}
          error={errorOf('id_card.picture') ?? errorOf('imageBase64')}
          disabled={busy === 'review'}
        />
        <ReviewMarketPicker {...market} />
        <Button id="ask-review" label="交给工作人员看" busy={busy === 'review'} busyLabel="正在交…" disabled={!idCardPhoto && !hasPicture} onTap={() => void askReview()} />
        <View className="ui-soft">不想拍照，带身份证到任何一个市场的服务台，当面核对。</View>
      </View>
    </Card>
  )
}

/** Comparing a face is one more way, and hidden behind a tap: nobody is to believe that it is asked for. */
export function FaceCheck({ doing: { busy, checkFace, errorOf } }: { doing: Identifying }) {
  const [photo, setPhoto] = useState<Photo | null>(null)
  return (
    <Card id="face-check">
      <Fold id="face" show="也可以拍张脸来核对" hide="收起，不拍脸">
        <View className="ui-stack-wide">
          <PhotoField id="face-photo" label="您的脸" hint="在亮处正对镜头。不拍也行，用身份证一样办" photo={photo} onChange={setPhoto} error={errorOf('face')} disabled={busy === 'face'} />
          <Button id="check-face" label="用这张核对" kind="secondary" busy={busy === 'face'} busyLabel="正在核对…" disabled={!photo} onTap={() => { if (photo) void checkFace(photo) }} />
        </View>
      </Fold>
    </Card>
  )
}
