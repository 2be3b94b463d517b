/** jsdom ships no types; this is the little of it that the phone's screen uses. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string);
    readonly window: Window & typeof globalThis;
  }
}
