import Taro from '@tarojs/taro'
import { cancelledByPerson } from './cancelled'
import { readCode } from './read-code'

/** Longest side of a photograph that is sent, in pixels: an ID card stays readable. */
const longestSide = 1600
/** Largest photograph in base64 characters; the API takes 1.5 million. */
const mostCharacters = 1_000_000

export type PhotoSource = 'camera' | 'album'

export type Photo = {
  /** JPEG, what is sent. */
  base64: string
  /** An address the phone can show it by: a megabyte of base64 is too much for a mini-program's screen. */
  preview: string
}

export type PhotoOutcome = { got: 'photo'; photo: Photo } | { got: 'cancelled' } | { got: 'unreadable' }

/** H5: lets the person take or choose a picture. Null when they change their mind. */
const pickFile = (camera: boolean): Promise<File | null> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    if (camera) input.setAttribute('capture', 'environment')
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.oncancel = () => resolve(null)
    input.click()
  })

async function shrink(file: File): Promise<Photo | null> {
  const bitmap = await createImageBitmap(file)
  for (let side = longestSide; side >= 400; side = Math.round(side * 0.75)) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const preview = canvas.toDataURL('image/jpeg', 0.8)
    const base64 = preview.split(',')[1] ?? ''
    if (base64.length > 0 && base64.length <= mostCharacters) return { base64, preview }
  }
  return null
}

async function throughBrowser(from: PhotoSource): Promise<PhotoOutcome> {
  const file = await pickFile(from === 'camera')
  if (!file) return { got: 'cancelled' }
  const photo = await shrink(file)
  return photo ? { got: 'photo', photo } : { got: 'unreadable' }
}

async function throughWeChat(from: PhotoSource): Promise<PhotoOutcome> {
  const { tempFiles } = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sourceType: [from], sizeType: ['compressed'], camera: 'back' })
  const taken = tempFiles[0]
  if (!taken) return { got: 'cancelled' }
  const { tempFilePath } = await Taro.compressImage({ src: taken.tempFilePath, quality: 70, compressedWidth: longestSide })
  const base64 = Taro.getFileSystemManager().readFileSync(tempFilePath, 'base64')
  return typeof base64 === 'string' && base64.length <= mostCharacters ? { got: 'photo', photo: { base64, preview: tempFilePath } } : { got: 'unreadable' }
}

/** Takes or chooses one picture, made small enough to send. Nothing of it is kept on the phone by us. */
export async function getPhoto(from: PhotoSource): Promise<PhotoOutcome> {
  try {
    return await (process.env.TARO_ENV === 'h5' ? throughBrowser : throughWeChat)(from)
  } catch (failure) {
    return cancelledByPerson(failure) ? { got: 'cancelled' } : { got: 'unreadable' }
  }
}

/** A photograph as base64 JPEG of at most a megabyte, or null when there is none. It is kept nowhere on the phone. */
export async function takePhoto(): Promise<string | null> {
  const outcome = await getPhoto('camera')
  return outcome.got === 'photo' ? outcome.photo.base64 : null
}

/** H5: the code in a picture the person chooses. WeChat's scanner offers the album by itself. */
export async function codeFromPicture(): Promise<{ got: 'code'; code: string } | { got: 'nothing' } | { got: 'cancelled' }> {
  if (process.env.TARO_ENV !== 'h5') return { got: 'cancelled' }
  const file = await pickFile(false)
  if (!file) return { got: 'cancelled' }
  try {
    const bitmap = await createImageBitmap(file)
    const code = await readCode(bitmap, bitmap.width, bitmap.height)
    return code ? { got: 'code', code } : { got: 'nothing' }
  } catch {
    return { got: 'nothing' }
  }
}
