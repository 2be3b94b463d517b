import { useEffect, useState } from 'react'
import { canSpeak, speak, stopSpeaking } from '../platform/speech'
import { Pictogram } from './pictogram'
import { Tap } from './tap'

/** Reads `text` aloud; tapped again it stops. Where the phone has no voice it is not there. */
export function Speaker({ id, text }: { id: string; text: string }) {
  const [speaking, setSpeaking] = useState(false)
  useEffect(() => () => stopSpeaking(), [])
  if (!canSpeak()) return null
  const tap = (): void => {
    if (speaking) {
      stopSpeaking()
      setSpeaking(false)
    } else {
      setSpeaking(true)
      speak(text, () => setSpeaking(false))
    }
  }
  return (
    <Tap id={id} className="ui-speaker ui-tap" onTap={tap} label={speaking ? '停止朗读' : '读给我听'}>
      <Pictogram name={speaking ? 'silent' : 'speaker'} scale={0.9} />
    </Tap>
  )
}
