/** A sleep that can be ended; a wake-up that comes while awake ends the next sleep at once. */
export function sleeper() {
  let woken = false
  let end: () => void = () => undefined
  return {
    async sleep(ms: number): Promise<void> {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      woken = false
    },
    wake(): void {
      woken = true
      end()
    },
  }
}
