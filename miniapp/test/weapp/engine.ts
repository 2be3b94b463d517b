import * as glassEasel from 'glass-easel';
import { createCanvases } from './canvas';
import { createComponents } from './components';
import { appConfigOf, missingPageFiles, readDist, type Dist } from './dist';
import { createModuleLoader, type ModuleLoader } from './module-loader';
import { createNavigation, parseUrl, type Navigation } from './navigation';
import { createNetwork, type ApiServer } from './network';
import { createOverlays } from './overlays';
import { createPages } from './pages';
import { Phone } from './phone';
import { createRealm, phoneError, type PhoneError } from './phone-realm';
import { createScreen } from './screen';
import { createSelectorQuery } from './selector-query';
import { createStorageApi, type PhoneStorage } from './storage';
import { watchRejections } from './unhandled-rejections';
import { createWx, type Entry, type WxMocks } from './wx-api';

/** WeChat's scene numbers: opened from the list of recent mini-programs; by a printed QR code. */
const scenes = { recent: 1089, qrCode: 1011 };

export interface LaunchOptions {
  /** The build to run; by default this package's own. */
  dist?: Dist;
  /** The BFF. Without it every request is refused. */
  api?: ApiServer;
  /** Gives a fresh sandbox code each time the app calls `wx.login`. */
  login?: () => Promise<string> | string;
  /** Answers for other APIs of `wx`, by name. */
  wx?: WxMocks;
  /** Answers to buttons with an `open-type`, by its name: the `detail` of the event. */
  buttons?: Record<string, object>;
  /** A printed link that the person scans with WeChat's own scanner to open the app. */
  link?: string;
  /** Opens at this page (`/pages/a/index?x=1`) in place of the first one. */
  page?: string;
  /** What the phone kept from an earlier launch. */
  storage?: PhoneStorage;
  /** What the phone's clock shows, in UTC ms; by default the time of this machine. */
  now?: () => number;
  /** How long a wait lasts before it gives up, in milliseconds. */
  patience?: number;
}

type AppInstance = Record<string, unknown>;

/** How the app is entered by `page` or `link`: a link arrives in `q`, URL-encoded, on the first page. */
export function entryOf(first: string, { page, link }: Pick<LaunchOptions, 'page' | 'link'>): Entry {
  const { route, query } = parseUrl(page ?? `/${first}`, '');
  if (link === undefined) return { path: route, query, scene: scenes.recent };
  return { path: route, query: { ...query, q: encodeURIComponent(link) }, scene: scenes.qrCode };
}

/**
 * Starts the mini-program on a phone of its own. Close the phone when done: it leaves nothing behind.
 * @throws when the build would be refused before anyone could run it: pages that are not there, templates with warnings.
 */
export async function launchWeapp(options: LaunchOptions = {}): Promise<Phone> {
  const dist = options.dist ?? readDist();
  const faults = missingPageFiles(dist);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const app = appConfigOf(dist);

  const errors: PhoneError[] = [];
  const logs: string[] = [];
  const watchers = new Set<() => void>();
  const changed = (): void => { for (const watcher of [...watchers]) watcher(); };
  let instance: AppInstance | undefined;
  const callApp = (lifetime: string, detail: unknown): void => {
    const method = instance?.[lifetime];
    if (typeof method !== 'function') return;
    try {
      (method as (detail: unknown) => void).call(instance, detail);
    } catch (reason) {
      error(`App: ${lifetime}`, reason);
    }
  };
  const error = (where: string, reason: unknown): void => {
    errors.push(phoneError(where, reason));
    changed();
  };

  const realm = createRealm({ error, changed, log: (level, words) => { logs.push(`${level}: ${words.map(String).join(' ')}`); } }, options.now);
  const screen = createScreen(changed, (work) => { realm.later(work); });
  const overlays = createOverlays(realm, changed);
  const storage = options.storage ?? new Map<string, string>();
  const network = createNetwork(options.api, (text) => realm.copyIn(JSON.parse(text)));
  const canvases = createCanvases(realm.later);
  const scanner = createScanner(changed);
  /** Answers to taps so far. A button's touchstart is no answer: Taro binds it on every button, wired or not. */
  let answered = 0;
  const components = createComponents({
    acted: () => { answered += 1; },
    openType: (name) => options.buttons?.[name],
  });

  const loaders: ModuleLoader[] = [];
  const loader = (): ModuleLoader => loaders[0] ?? createModuleLoader(dist, realm);
  let pages;
  try {
    pages = createPages({ dist, realm, screen, loader, error, handled: (type) => { if (type === 'tap') answered += 1; } });
  } catch (reason) {
    screen.close();
    throw reason;
  }
  loaders.push(createModuleLoader(dist, realm));
  const navigation: Navigation = createNavigation({ app, pages, realm, changed, error });
  let entry = entryOf(app.pages[0] ?? '', options);

  const wx = createWx({
    realm,
    mocks: options.wx ?? {},
    storage: createStorageApi(storage, realm.copyIn),
    network,
    overlays,
    navigation: () => navigation,
    entry: () => entry,
    login: async () => {
      if (!options.login) throw new Error('not answered by this test: give `login` to launchWeapp');
      return options.login();
    },
    scanCode: scanner.open,
    selectorQuery: () => createSelectorQuery({
      currentRoot: () => navigation.top()?.root.getComponent(),
      canvasNode: canvases.nodeOf,
      later: realm.later,
      copyIn: realm.copyIn,
    }),
    error,
    changed,
  });
  Object.assign(realm.global, pages.globals, {
    wx: wx.object,
    App: (definition: AppInstance) => { instance = definition; },
    getApp: () => instance,
    getCurrentPages: () => navigation.stack.map((page) => page.instance),
  });

  /** The engine reports for the whole process: ours is what comes from a page of this phone, or from nobody we could ask. */
  const isOurs = (component: unknown): boolean =>
    typeof component !== 'object' || navigation.stack.some(({ root }) => sameSpace(root.getComponent(), component));
  const onEngineError = (reason: unknown, method?: string, component?: unknown): boolean => {
    if (isOurs(component)) error(`the engine${method ? `, in ${method}` : ''}`, reason);
    return false;
  };
  const onEngineWarning = (message: string, component: unknown): boolean => {
    if (isOurs(component)) logs.push(`engine: ${message}`);
    return false;
  };
  glassEasel.addGlobalErrorListener(onEngineError);
  glassEasel.addGlobalWarningListener(onEngineWarning);
  const stopRejections = watchRejections({ owns: realm.owns, report: (reason) => { error('a promise nobody handled', reason); } });

  const attempt = (where: string, work: () => void): void => {
    try {
      work();
    } catch (reason) {
      error(where, reason);
    }
  };
  const enter = (next: Entry, how: 'start' | 'again'): void => {
    entry = next;
    const detail = realm.copyIn({ ...next, referrerInfo: {} });
    if (how === 'start') callApp('onLaunch', detail);
    callApp('onShow', detail);
    attempt(`opening ${next.path}`, () => {
      if (how === 'again') navigation.close();
      navigation.start(next.path, next.query);
    });
  };

  attempt('app.js', () => { loader().load('app.js'); });
  pages.loadMainPackage();
  enter(entry, 'start');

  return new Phone({
    errors, logs, watchers, screen, overlays, network, navigation, components, canvases, scanner, storage,
    answeredTaps: () => answered,
    patience: options.patience ?? 15_000,
    callApp,
    callPage: (lifetime) => {
      const top = navigation.top();
      if (top) pages.call(top, lifetime);
    },
    emit: wx.emit,
    wx: wx.object,
    openLink: (link) => { enter(entryOf(app.pages[0] ?? '', { link }), 'again'); },
    shutDown: async () => {
      components.blur();
      await network.close();
      // Rejections are reported after the turn they happen in.
      await new Promise((resolve) => { setImmediate(resolve); });
      navigation.close();
      realm.close();
      scanner.close();
      await new Promise((resolve) => { setImmediate(resolve); });
      stopRejections();
      glassEasel.removeGlobalErrorListener(onEngineError);
      glassEasel.removeGlobalWarningListener(onEngineWarning);
      pages.close();
      screen.close();
      watchers.clear();
    },
  });
}

const sameSpace = (one: glassEasel.GeneralComponent, other: unknown): boolean =>
  glassEasel.Component.isComponent(other) && other.getRootBehavior().ownerSpace === one.getRootBehavior().ownerSpace;

/** The camera: open from `wx.scanCode` until the test shows it a code, or closes it. */
export interface Scanner {
  open(): Promise<unknown>;
  isOpen(): boolean;
  show(code: string): void;
  cancel(): void;
  close(): void;
}

function createScanner(changed: () => void): Scanner {
  let waiting: { resolve: (result: unknown) => void; reject: (reason: Error) => void } | undefined;
  const finish = (): typeof waiting => {
    const done = waiting;
    waiting = undefined;
    return done;
  };
  return {
    open: () => new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      changed();
    }),
    isOpen: () => waiting !== undefined,
    show: (code) => { finish()?.resolve({ result: code, scanType: 'QR_CODE', charSet: 'utf-8', rawData: Buffer.from(code).toString('base64'), path: '' }); },
    cancel: () => { finish()?.reject(new Error('cancel')); },
    close: () => { finish()?.resolve({}); },
  };
}
