import { useEffect, useRef } from 'react'
import { readCode } from './read-code'

type Props = { className: string; onCode: (code: string) => void; onUnavailable: () => void }

/** Milliseconds between two looks at the camera's picture. */
const lookEvery = 180

/** H5: what the back camera sees; calls `onCode` for each code it reads. Renders nothing in the mini-program. */
export function CameraView(props: Props) {
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    let stopped = false
    let stream: MediaStream | null = null
    let timer: ReturnType<typeof setTimeout> | undefined

    const look = async (): Promise<void> => {
      const view = video.current
      if (stopped || !view) return
      const code = await readCode(view, view.videoWidth, view.videoHeight).catch(() => null)
      if (stopped) return
      if (code) latest.current.onCode(code)
      timer = setTimeout(() => void look(), lookEvery)
    }

    const start = async (): Promise<void> => {
      // Without HTTPS there is no mediaDevices at all.
      if (!navigator.mediaDevices?.getUserMedia) return latest.current.onUnavailable()
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
        if (stopped || !video.current) return stream.getTracks().forEach((track) => track.stop())
        video.current.srcObject = stream
        await video.current.play()
        await look()
      } catch {
        if (!stopped) latest.current.onUnavailable()
      }
    }

    void start()
    return () => {
      stopped = true
      clearTimeout(timer)
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [])

  if (process.env.TARO_ENV !== 'h5') return null
  return <video ref={video} className={props.className} playsInline muted />
}
