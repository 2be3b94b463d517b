import vm from 'node:vm';

/**
 * Built-ins that an old phone's engine lacks (iOS 14's JavaScriptCore, WeChat's V8 on old Androids), or that WeChat takes
 * away. A fresh realm has no window, document, fetch, URL, TextEncoder, AbortController or queueMicrotask to begin with.
 */
const hideNewerBuiltins = `
  for (const name of ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry'])
    delete globalThis[name];
  for (const name of ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with', 'group', 'groupToMap'])
    delete Array.prototype[name];
  for (const name of ['at', 'isWellFormed', 'toWellFormed']) delete String.prototype[name];
  delete Array.fromAsync; delete Object.hasOwn; delete Object.groupBy; delete Promise.withResolvers;
`;

/** Gives the realm's `Date` another clock; `new Date(…)` with arguments stays what it is. */
const setTheClock = `(now) => {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, as) => Reflect.construct(target, args.length === 0 ? [now()] : args, as),
    get: (target, name) => (name === 'now' ? now : target[name]),
  });
}`;

/** What went wrong on the phone, where, and the stack when there is one. */
export interface PhoneError {
  where: string;
  message: string;
  stack?: string;
}

/** The JavaScript world the app's code runs in: one for each launched phone, with nothing in it but what WeChat gives. */
export interface PhoneRealm {
  /** The realm's global object; what is set here is a global of the app. */
  global: Record<string, unknown>;
  run(script: vm.Script): unknown;
  /** Copies plain data into the realm, as WeChat's bridge does: functions and undefined do not survive. */
  copyIn(data: unknown): unknown;
  /** A promise of the realm's own kind, so that a rejection nobody handles is known to be this phone's. */
  promise<T>(work: (resolve: (value: T) => void, reject: (reason: unknown) => void) => void): Promise<T>;
  owns(promise: Promise<unknown>): boolean;
  newError(message: string): Error;
  /** Runs later, counted as the phone's own work; nothing runs after close. */
  later(work: () => void, milliseconds?: number): void;
  close(): void;
}

export interface RealmListeners {
  error(where: string, reason: unknown): void;
  log(level: string, words: unknown[]): void;
  /** Something ran that may have changed what is on the screen. */
  changed(): void;
}

/** @param now the phone's clock, in UTC ms; timers run on the machine's own */
export function createRealm({ error, log, changed }: RealmListeners, now: () => number = Date.now): PhoneRealm {
  const global = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } }) as Record<string, unknown>;
  vm.runInContext(hideNewerBuiltins, global);
  (vm.runInContext(setTheClock, global) as (now: () => number) => void)(now);
  const RealmPromise = vm.runInContext('Promise', global) as PromiseConstructor;
  const RealmError = vm.runInContext('Error', global) as ErrorConstructor;
  const parse = vm.runInContext('JSON.parse', global) as (text: string) => unknown;

  const timers = new Map<number, NodeJS.Timeout>();
  let lastTimer = 0;
  let closed = false;
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (reason) {
      error('a timer', reason);
    }
    changed();
  };
  const setTimer = (work: unknown, milliseconds: unknown, args: unknown[], repeat: boolean): number => {
    if (closed) return 0;
    const id = ++lastTimer;
    const call = (): void => {
      if (!repeat) timers.delete(id);
      guard(() => { (work as (...given: unknown[]) => void)(...args); });
    };
    const wait = Number(milliseconds) || 0;
    timers.set(id, repeat ? setInterval(call, wait) : setTimeout(call, wait));
    return id;
  };
  const clearTimer = (id: unknown): void => {
    clearTimeout(timers.get(Number(id)));
    timers.delete(Number(id));
  };
  const level = (name: string) => (...words: unknown[]): void => {
    log(name, words);
    if (name === 'error') error('console.error', words.find((word) => isError(word)) ?? words.map(String).join(' '));
  };

  Object.assign(global, {
    setTimeout: (work: unknown, wait: unknown, ...args: unknown[]) => setTimer(work, wait, args, false),
    setInterval: (work: unknown, wait: unknown, ...args: unknown[]) => setTimer(work, wait, args, true),
    clearTimeout: clearTimer,
    clearInterval: clearTimer,
    console: Object.fromEntries(['log', 'info', 'debug', 'warn', 'error', 'group', 'groupEnd', 'trace', 'time', 'timeEnd']
      .map((name) => [name, level(name)])),
  });

  return {
    global,
    run: (script) => script.runInContext(global),
    copyIn: (data) => (data === undefined ? undefined : parse(JSON.stringify(data))),
    promise: (work) => new RealmPromise(work),
    owns: (promise) => promise instanceof RealmPromise,
    newError: (message) => new RealmError(message),
    later: (work, milliseconds = 0) => { setTimer(work, milliseconds, [], false); },
    close: () => {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** True for an Error of any realm: `instanceof` knows only its own. */
export const isError = (value: unknown): value is Error =>
  typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;

/** Puts anything thrown or rejected into the form that tests read. */
export function phoneError(where: string, reason: unknown): PhoneError {
  if (isError(reason)) return { where, message: `${reason.name}: ${reason.message}`, stack: reason.stack };
  if (typeof reason === 'object' && reason !== null && 'errMsg' in reason) return { where, message: String(reason.errMsg) };
  return { where, message: typeof reason === 'string' ? reason : JSON.stringify(reason) ?? String(reason) };
}
