import Taro from '@tarojs/taro'

/** Brings the thing with this id into view: what is wrong with a form must be seen, not searched for. */
export function scrollToId(id: string): void {
  if (process.env.TARO_ENV === 'h5') {
    // Pages behind this one stay in the document, hidden, and may hold the same id.
    const shown = [...document.querySelectorAll<HTMLElement>(`[id="${id}"]`)].find((element) => element.offsetParent !== null)
    shown?.scrollIntoView({ block: 'center' })
    return
  }
  // Without it the page stays where it is; the message stands beside its field all the same.
  void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -120, duration: 0 }).catch(() => undefined)
}
