import { webcrypto } from 'node:crypto';
import vm from 'node:vm';
import type { Navigation } from './navigation';
import type { Network } from './network';
import type { Overlays } from './overlays';
import type { PhoneRealm } from './phone-realm';
import { phoneSize } from './screen';
import type { createStorageApi } from './storage';
import { wxNames } from './wx-names';

export type ApiOption = Record<string, unknown>;

/**
 * A test's answer for an API. For one with callbacks: what it returns (or resolves to) goes to `success`, what it throws
 * goes to `fail` as `name:fail <message>`. For a direct one (`getWindowInfo`): its result is the result.
 */
export type ApiMock = (...args: unknown[]) => unknown;
/** Answers by name. What is neither here nor a part of the phone fails with `name:fail`. */
export type WxMocks = Record<string, ApiMock>;

/** How the app was entered, as `getLaunchOptionsSync` tells it. */
export interface Entry {
  path: string;
  query: Record<string, string>;
  scene: number;
}

export interface WxParts {
  realm: PhoneRealm;
  mocks: WxMocks;
  storage: ReturnType<typeof createStorageApi>;
  network: Network;
  overlays: Overlays;
  navigation: () => Navigation;
  entry: () => Entry;
  login: () => Promise<string>;
  scanCode: () => Promise<unknown>;
  selectorQuery: () => unknown;
  error(where: string, reason: unknown): void;
  changed(): void;
}

export interface Wx {
  /** The app's global `wx`. */
  object: Record<string, unknown>;
  /** Calls what the app registered with `wx.onX`. */
  emit(event: string, detail: unknown): void;
}

const messageOf = (reason: unknown): string => {
  if (typeof reason === 'object' && reason !== null) {
    if ('errMsg' in reason) return String(reason.errMsg);
    if ('message' in reason) return String(reason.message);
  }
  return String(reason);
};

/** Builds `wx`: every name of the type definitions, each answered by the phone, by the test, or with a failure. */
export function createWx(parts: WxParts): Wx {
  const { realm, mocks, network, overlays, navigation, error, changed } = parts;
  const listeners = new Map<string, Set<(detail: unknown) => void>>();
  const callbacks: Record<string, (option: ApiOption) => unknown> = { ...parts.storage.callback, ...overlays.api, ...calmAnswers };
  Object.assign(callbacks, {
    login: async () => ({ code: await parts.login() }),
    checkSession: () => ({}),
    scanCode: () => parts.scanCode(),
    getNetworkType: () => ({ networkType: network.state === 'off' ? 'none' : '4g' }),
    getRandomValues: (option: ApiOption) => ({ randomValues: randomBuffer(realm, Number(option.length) || 0) }),
    getSystemInfo: () => systemInfo,
    getSystemInfoAsync: () => systemInfo,
  });
  for (const name of ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack']) {
    callbacks[name] = (option) => navigation().api[name]?.(option);
  }
  const direct: Record<string, ApiMock> = {
    ...(parts.storage.direct as Record<string, ApiMock>),
    request: (option) => request(option as ApiOption),
    createSelectorQuery: () => parts.selectorQuery(),
    createIntersectionObserver: () => seesEverything,
    canIUse: (schema) => wxNames().has(String(schema).split('.')[0] ?? ''),
    nextTick: (work) => { realm.later(work as () => void); },
    getSystemInfoSync: () => systemInfo,
    getWindowInfo: () => systemInfo,
    getDeviceInfo: () => systemInfo,
    getAppBaseInfo: () => systemInfo,
    getSystemSetting: () => ({ bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true }),
    getAppAuthorizeSetting: () => ({ cameraAuthorized: 'authorized', locationAuthorized: 'authorized' }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'release', version: '1.0.0' } }),
    getMenuButtonBoundingClientRect: () => ({ top: 24, bottom: 56, left: 281, right: 368, width: 87, height: 32 }),
    getLaunchOptionsSync: () => parts.entry(),
    getEnterOptionsSync: () => parts.entry(),
    getUpdateManager: () => ({ onCheckForUpdate: nothing, onUpdateReady: nothing, onUpdateFailed: nothing, applyUpdate: nothing }),
    getUserCryptoManager: () => ({
      getRandomValues: (option: ApiOption) => call('getRandomValues', callbacks.getRandomValues, option),
    }),
    arrayBufferToBase64: (buffer) => Buffer.from(buffer as ArrayBuffer).toString('base64'),
    base64ToArrayBuffer: (text) => new Uint8Array(Buffer.from(String(text), 'base64')).buffer,
    reportEvent: nothing, reportAnalytics: nothing, reportMonitor: nothing, reportPerformance: nothing,
  };

  /** Settles a call the way WeChat does: callbacks when there are any, a promise when there are none. */
  const call = (name: string, work: ((option: ApiOption) => unknown) | undefined, given: unknown): unknown => {
    const option = (typeof given === 'object' && given !== null ? given : {}) as ApiOption;
    const tell = (kind: 'success' | 'fail', result: unknown): void => {
      for (const callback of [option[kind], option.complete]) {
        if (typeof callback !== 'function') continue;
        try {
          (callback as (result: unknown) => void)(result);
        } catch (reason) {
          error(`${name} ${kind}`, reason);
        }
      }
      changed();
    };
    const outcome = new Promise<unknown>((resolve) => {
      if (!work) throw new Error('not answered by this test: give it in `wx` of launchWeapp');
      resolve(work(option));
    }).then(
      (result) => ({ kind: 'success' as const, value: shared(realm, result, `${name}:ok`) }),
      (reason: unknown) => ({ kind: 'fail' as const, value: realm.copyIn(failureOf(name, reason)) }),
    );
    const usesCallbacks = ['success', 'fail', 'complete'].some((key) => typeof option[key] === 'function');
    if (usesCallbacks) {
      void outcome.then(({ kind, value }) => { realm.later(() => { tell(kind, value); }); });
      return undefined;
    }
    return realm.promise((resolve, reject) => {
      void outcome.then(({ kind, value }) => { realm.later(() => { (kind === 'success' ? resolve : reject)(value); }); });
    });
  };

  const request = (option: ApiOption): unknown => {
    const { done, abort } = network.request(option);
    call('request', () => done, option);
    return { abort, onHeadersReceived: nothing, offHeadersReceived: nothing, onChunkReceived: nothing, offChunkReceived: nothing };
  };

  const object: Record<string, unknown> = { env: { USER_DATA_PATH: 'wxfile://usr' } };
  for (const [name, kind] of wxNames()) {
    if (kind === 'listener') {
      const event = name.replace(/^(on|off)/, '');
      object[name] = (listener: (detail: unknown) => void) => {
        const known = listeners.get(event) ?? new Set();
        listeners.set(event, known);
        if (name.startsWith('on')) known.add(listener);
        else if (listener === undefined) known.clear();
        else known.delete(listener);
      };
    } else if (mocks[name] && kind === 'direct') {
      object[name] = mocks[name];
    } else if (mocks[name] ?? callbacks[name]) {
      object[name] = (option: unknown) => call(name, mocks[name] ?? callbacks[name], option);
    } else if (direct[name]) {
      object[name] = (...args: unknown[]) => inRealm(realm, () => direct[name]?.(...args), name);
    } else if (kind === 'callback') {
      object[name] = (option: unknown) => call(name, undefined, option);
    } else {
      object[name] = () => { throw realm.newError(`${name}:fail not answered by this test: give it in \`wx\` of launchWeapp`); };
    }
  }
  return {
    object,
    emit: (event, detail) => { for (const listener of listeners.get(event) ?? []) listener(realm.copyIn(detail)); },
  };
}

/** Runs a direct API; what it refuses is thrown as an error of the app's own realm, as `name:fail <why>`. */
function inRealm(realm: PhoneRealm, work: () => unknown, name: string): unknown {
  try {
    const result = work();
    return isPlain(result) ? realm.copyIn(result) : result;
  } catch (reason) {
    throw realm.newError(`${name}:fail ${messageOf(reason)}`);
  }
}

function failureOf(name: string, reason: unknown): ApiOption {
  const message = messageOf(reason);
  const extra = typeof reason === 'object' && reason !== null && 'errMsg' in reason ? reason : {};
  return { ...extra, errMsg: message.startsWith(`${name}:fail`) ? message : `${name}:fail ${message}` };
}

/** The result as the app gets it: plain data of its own realm; buffers and objects with functions as they are. */
function shared(realm: PhoneRealm, result: unknown, errMsg: string): unknown {
  const given = (typeof result === 'object' && result !== null ? result : {}) as ApiOption;
  const whole = { errMsg, ...given };
  if (isPlain(whole)) return realm.copyIn(whole);
  return Object.assign(realm.copyIn({}) as ApiOption, whole);
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'function') return false;
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  if (!/^\[object (Object|Array)\]$/.test(Object.prototype.toString.call(value))) return false;
  return Object.values(value).every(isPlain);
}

/** Random bytes in a buffer of the app's own realm. */
function randomBuffer(realm: PhoneRealm, length: number): unknown {
  const RealmBytes = realm.run(new vm.Script('Uint8Array')) as Uint8ArrayConstructor;
  const bytes = new RealmBytes(length);
  bytes.set(webcrypto.getRandomValues(new Uint8Array(length)));
  return bytes.buffer;
}

const nothing = (): void => undefined;

/** APIs that succeed without anything to see in a test. */
const calmAnswers = Object.fromEntries([
  'setNavigationBarTitle', 'setNavigationBarColor', 'setKeepScreenOn', 'setScreenBrightness', 'vibrateShort', 'vibrateLong',
  'hideKeyboard', 'pageScrollTo', 'stopPullDownRefresh', 'showNavigationBarLoading', 'hideNavigationBarLoading',
  'showShareMenu', 'hideShareMenu', 'setBackgroundColor', 'setBackgroundTextStyle', 'setTabBarBadge', 'removeTabBarBadge',
  'hideHomeButton', 'setClipboardData', 'requirePrivacyAuthorize', 'preloadSubpackage',
].map((name) => [name, () => ({})]));

const seesEverything = {
  relativeTo: () => seesEverything,
  relativeToViewport: () => seesEverything,
  observe: (_selector: string, callback: (result: unknown) => void) => { callback({ intersectionRatio: 1 }); },
  disconnect: nothing,
};

const systemInfo = {
  brand: 'devices', model: 'cracked phone', platform: 'android', system: 'Android 10', language: 'zh_CN', version: '8.0.40',
  SDKVersion: '3.0.0', theme: 'light', fontSizeSetting: 16, fontSizeScaleFactor: 1, pixelRatio: phoneSize.pixelRatio,
  screenWidth: phoneSize.width, screenHeight: phoneSize.height, windowWidth: phoneSize.width, windowHeight: phoneSize.height,
  statusBarHeight: phoneSize.statusBarHeight, screenTop: 0,
  safeArea: { left: 0, right: phoneSize.width, top: phoneSize.statusBarHeight, bottom: phoneSize.height, width: phoneSize.width, height: phoneSize.height - phoneSize.statusBarHeight },
};
