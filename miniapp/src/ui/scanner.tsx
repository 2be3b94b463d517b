import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { CameraView } from '../platform/camera-view'
import { codeFromPicture } from '../platform/picture'
import { scansByItself, scanWithWeChat } from '../platform/scan'
import { spoken } from '../platform/spoken'
import { Button } from './button'
import { useThemeClass } from './display'
import { TextField } from './fields'
import { Notice } from './notice'

type SheetProps = { hint: string; camera: boolean; onCode: (code: string) => void; onClose: () => void }

/** Camera with two other ways beside it: typing what is printed under the code, and a picture of it. */
function ScanSheet({ hint, camera, onCode, onClose }: SheetProps) {
  const [typing, setTyping] = useState(!camera)
  const [noCamera, setNoCamera] = useState(!camera)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)

  const pick = async (): Promise<void> => {
    const picked = await codeFromPicture()
    if (picked.got === 'code') onCode(picked.code)
    else if (picked.got === 'nothing') setProblem('这张图里没看到码，换一张清楚点的。')
  }
  const send = (): void => {
    if (typed.trim() === '') setProblem('请把码下面印的字填进来。')
    else onCode(typed.trim())
  }
  const unavailable = (): void => {
    setNoCamera(true)
    setTyping(true)
  }

  return (
    <View id="scanner" className={`ui-scanner ${useThemeClass()}`} {...spoken({ role: 'dialog', label: '扫一扫' })}>
      <View className="ui-scanner-view">
        {!noCamera && <CameraView className="ui-scanner-video" onCode={onCode} onUnavailable={unavailable} />}
        {!noCamera && <View className="ui-scanner-frame" />}
        <View className="ui-scanner-hint">{noCamera ? '相机打不开' : hint}</View>
      </View>
      <View className="ui-scanner-foot">
        {noCamera && <Notice id="scanner-no-camera" tone="wait">没关系，可以把码下面的字填进来，或者选一张码的照片。</Notice>}
        {typing && (
          <>
            <TextField id="scanner-typed" label="码下面印的字" maxLength={1200} value={typed} onChange={setTyped} error={problem} />
            <Button id="scanner-send" label="就是它" onTap={send} />
          </>
        )}
        {!typing && problem && <Notice id="scanner-problem" tone="refused">{problem}</Notice>}
        <View className="ui-button-row">
          {!typing && <Button id="scanner-type" label="手填" kind="secondary" pictogram="keyboard" small onTap={() => setTyping(true)} />}
          {!scansByItself && <Button id="scanner-picture" label="选图片" kind="secondary" pictogram="picture" small onTap={() => void pick()} />}
          <Button id="scanner-close" label="不扫了" kind="secondary" small onTap={onClose} />
        </View>
      </View>
    </View>
  )
}

/**
 * Scanning, the same for every page: `start` opens it, `onCode` gets what was read, and `sheet` goes into the
 * page's overlay. WeChat scans by itself; the sheet comes up there only when its camera is not allowed.
 */
export function useScanner(onCode: (code: string) => void, hint = '对准二维码'): { start: () => void; sheet: ReactNode } {
  const [open, setOpen] = useState<'camera' | 'typing' | null>(null)

  const start = async (): Promise<void> => {
    if (!scansByItself) return setOpen('camera')
    const outcome = await scanWithWeChat()
    if (outcome.got === 'code') onCode(outcome.code)
    if (outcome.got === 'no_camera') setOpen('typing')
  }
  const sheet = open && (
    <ScanSheet
      hint={hint}
      camera={open === 'camera'}
      onClose={() => setOpen(null)}
      onCode={(code) => {
        setOpen(null)
        onCode(code)
      }}
    />
  )
  return { start: () => void start(), sheet }
}
