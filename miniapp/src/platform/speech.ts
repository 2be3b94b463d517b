/**
 * Reading aloud. The mini-program has no voice of its own (WeChat's plug-in needs a registered app), so there
 * `canSpeak` is false and no speaker is shown: better than a button that stays silent.
 */
export const canSpeak = (): boolean =>
  process.env.TARO_ENV === 'h5' && typeof window !== 'undefined' && 'speechSynthesis' in window

/** Reads `text` in Mandarin, a little slower than usual; `ended` is called when it is over, however it ended. */
export function speak(text: string, ended: () => void): void {
  if (!canSpeak()) return ended()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = 'zh-CN'
  utterance.rate = 0.9
  utterance.onend = ended
  utterance.onerror = ended
  window.speechSynthesis.cancel()
  window.speechSynthesis.speak(utterance)
}

export function stopSpeaking(): void {
  if (canSpeak()) window.speechSynthesis.cancel()
}
