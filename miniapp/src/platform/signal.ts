import Taro from '@tarojs/taro'

/** `provisional` is a yes that nobody but this phone knows of yet. */
export type SignalKind = 'yes' | 'provisional' | 'no' | 'amber'

/** Hertz and seconds of each note: rising for yes, twice the same for what is only noted, a low buzz for no, one even note for wait. */
const notes: Record<SignalKind, readonly { pitch: number; from: number; length: number }[]> = {
  yes: [
    { pitch: 880, from: 0, length: 0.12 },
    { pitch: 1320, from: 0.13, length: 0.2 },
  ],
  provisional: [
    { pitch: 880, from: 0, length: 0.12 },
    { pitch: 880, from: 0.18, length: 0.12 },
  ],
  no: [
    { pitch: 220, from: 0, length: 0.22 },
    { pitch: 180, from: 0.28, length: 0.32 },
  ],
  amber: [{ pitch: 520, from: 0, length: 0.3 }],
}

const vibrations: Record<SignalKind, number[]> = { yes: [60], provisional: [60, 60, 60], no: [220, 100, 220], amber: [120] }

let audio: AudioContext | null = null

const openAudio = (): AudioContext =>
  process.env.TARO_ENV === 'h5' ? new AudioContext() : (Taro.createWebAudioContext() as unknown as AudioContext)

function sound(kind: SignalKind): void {
  audio ??= openAudio()
  for (const { pitch, from, length } of notes[kind]) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = pitch
    volume.gain.value = 0.25
    tone.connect(volume)
    volume.connect(audio.destination)
    tone.start(audio.currentTime + from)
    tone.stop(audio.currentTime + from + length)
  }
}

function vibrate(kind: SignalKind): void {
  if (process.env.TARO_ENV === 'h5') navigator.vibrate?.(vibrations[kind])
  else void (kind === 'yes' || kind === 'provisional' ? Taro.vibrateShort({ type: 'medium' }) : Taro.vibrateLong()).catch(() => undefined)
}

/** Says yes, no or wait to the ear and the hand. A phone that cannot only shows it. */
export function signal(kind: SignalKind): void {
  for (const say of [sound, vibrate]) {
    try {
      say(kind)
    } catch {
      // Silent mode, no permission, an old phone: the screen says the same in colour and words.
    }
  }
}
