/** The few calls of WeChat that Taro's types do not know. */
declare const wx: {
  getRandomValues?(options: { length: number; success(result: { randomValues: ArrayBuffer }): void; fail(): void }): void
  getFuzzyLocation?(options: {
    type: 'wgs84' | 'gcj02'
    success(place: { latitude: number; longitude: number }): void
    fail(): void
  }): void
  getSetting?(options: { success(settings: { authSetting: Record<string, boolean | undefined> }): void; fail(): void }): void
  openSetting?(options: { success(): void; fail(): void }): void
}

/** Reads codes from a picture; in Chrome on Android, not in Safari or Firefox. */
declare class BarcodeDetector {
  constructor(options: { formats: string[] })
  detect(source: CanvasImageSource | ImageData): Promise<{ rawValue: string }[]>
}
