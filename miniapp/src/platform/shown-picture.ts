import Taro from '@tarojs/taro'

export type ShownPicture = {
  /** An address the screen can show it by. */
  src: string
  /** Leaves nothing of it on the phone. */
  forget: () => void
}

/**
 * Makes a picture that came as base64 showable. A mini-program's screen cannot take a megabyte of text, so there it is a file
 * for as long as it is looked at.
 */
export function showPicture(base64: string, mime: string, name: string): ShownPicture {
  if (process.env.TARO_ENV === 'h5') return { src: `data:${mime};base64,${base64}`, forget: () => undefined }
  const files = Taro.getFileSystemManager()
  const src = `${Taro.env.USER_DATA_PATH ?? ''}/${name}.${mime.slice('image/'.length)}`
  files.writeFileSync(src, base64, 'base64')
  return {
    src,
    forget: () => files.unlink({ filePath: src }),
  }
}
