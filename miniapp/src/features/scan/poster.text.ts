/** What is said to whoever scans a printed code: why the phone is to say where it is, before it is asked, and how else to check in. */
export const posterWords = {
  asking: {
    title: '先看一眼您在不在附近',
    why: '门上贴的码谁都能拍走，所以请手机说一下大概在哪儿。只看到一公里上下，看完就不留。',
    tell: '好，看一眼就签到',
    otherwise: '不想让手机说，也能签到：',
  },
  refused: {
    title: '这样也能签到',
    tell: '再看一次我在哪儿',
  },
  looking: '正在看您在不在附近…',
  screen: '扫门口屏幕上的码',
  desk: '没有屏幕，就到服务台，请工作人员给您签到。带上身份证或登记小票。',
  demo: '演示：当作我就在市场门口',
} as const
