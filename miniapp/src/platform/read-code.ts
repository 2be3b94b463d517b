/** Longest side, in pixels, of a picture that is searched for a code: more costs seconds on an old phone. */
const largestSide = 1200

type Reader = (canvas: HTMLCanvasElement) => Promise<string | null>

const withDetector: Reader = async (canvas) => {
  const found = await new BarcodeDetector({ formats: ['qr_code'] }).detect(canvas)
  return found[0]?.rawValue ?? null
}

/** A choice the bundler can see: inside an async function it cannot, and 130 KB would ride along to WeChat. */
const loadJsQr = process.env.TARO_ENV === 'h5' ? () => import('jsqr') : null

const withJsQr: Reader = async (canvas) => {
  if (!loadJsQr) return null
  const { default: jsQr } = await loadJsQr()
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context || canvas.width === 0) return null
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height)
  return jsQr(data, width, height, { inversionAttempts: 'dontInvert' })?.data || null
}

/** H5: fetches the reader ahead, for who will have no network when there is a code to read. */
export async function readyReader(): Promise<void> {
  await loadJsQr?.().catch(() => undefined)
}

/** H5 only: the code in a frame of the camera or in a picture, or null. */
export async function readCode(source: CanvasImageSource, width: number, height: number): Promise<string | null> {
  if (process.env.TARO_ENV !== 'h5' || width === 0) return null
  const scale = Math.min(1, largestSide / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height)
  if ('BarcodeDetector' in window) {
    try {
      const code = await withDetector(canvas)
      if (code) return code
    } catch {
      // Announced but not there (Chrome on Linux): the other reader does it.
    }
  }
  return withJsQr(canvas)
}
