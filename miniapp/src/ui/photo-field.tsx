import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { getPhoto, type Photo, type PhotoSource } from '../platform/picture'
import { spoken } from '../platform/spoken'
import { Button, ButtonRow } from './button'
import { FieldFrame } from './fields'
import { Pictogram } from './pictogram'
import { Tap } from './tap'

type Props = {
  id: string
  label: string
  /** What must be seen on it: `四个角都拍到，字看得清`. */
  hint: string
  /** Kept in the page's state only, never in a draft: pictures of papers do not stay on the phone. */
  photo: Photo | null
  onChange: (photo: Photo | null) => void
  error?: string | null
  disabled?: boolean
}

const unreadableWords = '这张打不开，请换一张，或者重新拍。'

/** A picture of a paper: take or choose it, look at it, take it again. It is made small before it is sent. */
export function PhotoField({ id, label, hint, photo, onChange, error, disabled = false }: Props) {
  const [state, setState] = useState<'idle' | 'working' | 'unreadable'>('idle')
  const take = async (from: PhotoSource): Promise<void> => {
    setState('working')
    const outcome = await getPhoto(from)
    setState(outcome.got === 'unreadable' ? 'unreadable' : 'idle')
    if (outcome.got === 'photo') onChange(outcome.photo)
  }
  const busy = state === 'working'
  return (
    <FieldFrame id={id} label={label} hint={hint} error={state === 'unreadable' ? unreadableWords : error}>
      {photo ? (
        <View id={id} className="ui-photo ui-photo-taken">
          <Image src={photo.preview} mode="aspectFit" className="ui-photo-picture" {...spoken({ role: 'img', label: `${label}，已经拍好` })} />
        </View>
      ) : (
        <Tap id={id} className="ui-photo ui-tap" label={`${label}，拍照`} disabled={busy || disabled} onTap={() => void take('camera')}>
          <Pictogram name="camera" scale={1.4} />
          <Text>{busy ? '正在处理照片…' : '点这里拍照'}</Text>
        </Tap>
      )}
      <View className="ui-photo-acts">
        <ButtonRow>
          {photo && <Button id={`${id}-again`} label="重新拍" kind="secondary" pictogram="camera" small busy={busy} disabled={disabled} onTap={() => void take('camera')} />}
          <Button id={`${id}-album`} label="从相册选" kind="secondary" pictogram="picture" small disabled={busy || disabled} onTap={() => void take('album')} />
        </ButtonRow>
      </View>
    </FieldFrame>
  )
}
