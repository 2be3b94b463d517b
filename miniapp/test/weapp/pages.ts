import * as glassEasel from 'glass-easel';
import { MiniProgramEnv, type Root } from 'glass-easel-miniprogram-adapter';
import path from 'node:path';
import { appConfigOf, jsonOf, packageOf, pagesOf, type Dist } from './dist';
import type { ModuleLoader } from './module-loader';
import type { PhoneRealm } from './phone-realm';
import type { Screen } from './screen';
import { compileTemplates, onBindingFault } from './templates';

type Handler = (this: unknown, ...args: unknown[]) => unknown;

/** What the app's code holds as a page: `this` in its handlers, and the entries of getCurrentPages(). */
export interface PageInstance {
  route: string;
  options: Record<string, string>;
  _$: glassEasel.GeneralComponent;
  setData(data: unknown, callback?: () => void): void;
  [member: string]: unknown;
}

export interface OpenPage {
  route: string;
  root: Root;
  instance: PageInstance;
}

export interface PagesHost {
  dist: Dist;
  realm: PhoneRealm;
  screen: Screen;
  loader: () => ModuleLoader;
  error(where: string, reason: unknown): void;
  /** A handler of the app ran because of an event of this type. */
  handled(type: string): void;
}

export interface Pages {
  /** Globals that register what a file defines: Page, Component, Behavior. */
  globals: Record<string, unknown>;
  /** Runs the main package's pages, as WeChat does at launch. */
  loadMainPackage(): void;
  exists(route: string): boolean;
  create(route: string, query: Record<string, string>): OpenPage;
  destroy(page: OpenPage): void;
  /** Calls a lifetime of a page; what it throws goes to the phone's errors. */
  call(page: OpenPage, lifetime: string, ...args: unknown[]): void;
  close(): void;
}

const lifetimesOfComponent = ['created', 'attached', 'ready', 'moved', 'detached'];

/** Registration and life of pages and components, on WeChat's own component framework. */
export function createPages({ dist, realm, screen, loader, error, handled }: PagesHost): Pages {
  const app = appConfigOf(dist);
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('app', true);
  const backend = env.associateBackend(screen.context);
  const routes = new Set(pagesOf(app));
  const registered = new Set<string>();

  for (const [name, template] of compileTemplates(dist)) space.addCompiledTemplate(name, template);
  for (const file of dist.files.keys()) {
    if (file.endsWith('.json')) space.addComponentStaticConfig(file.replace(/\.json$/, ''), jsonOf(dist, file));
  }
  const stopFaults = onBindingFault(space.getComponentSpace(), (host, sentence) => { error(host.is, sentence); });

  /** The engine swallows what a handler throws; and a phone hands handlers plain data, not the engine's objects. */
  const wrap = (name: string, handler: Handler): Handler => function wrapped(this: unknown, ...args) {
    const event = args[0] instanceof glassEasel.Event ? plainEvent(args[0] as EngineEvent) : undefined;
    if (event) handled(String(event.type));
    try {
      const result = handler.apply(this, event ? [realm.copyIn(event), ...args.slice(1)] : args);
      // On a phone what a handler returns says nothing; in the engine `false` would stop the event.
      return event ? undefined : result;
    } catch (reason) {
      error(name, reason);
      return undefined;
    }
  };
  const wrapAll = (where: string, members: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(members).map(([name, member]) =>
      [name, typeof member === 'function' ? wrap(`${where}: ${name}`, member as Handler) : member]));

  const registerPage = (definition: Record<string, unknown>): void => {
    const where = loader().currentPath();
    registered.add(where);
    space.component(where).pageDefinition(wrapAll(where, definition)).register();
  };
  const registerComponent = (definition: Record<string, unknown>): void => {
    const where = loader().currentPath();
    registered.add(where);
    const safe = { ...definition };
    if (safe.properties) safe.properties = localProperties(safe.properties as Record<string, unknown>);
    for (const group of ['methods', 'lifetimes', 'pageLifetimes']) {
      if (typeof safe[group] === 'object' && safe[group] !== null) safe[group] = wrapAll(where, safe[group] as Record<string, unknown>);
    }
    for (const name of lifetimesOfComponent) {
      if (typeof safe[name] === 'function') safe[name] = wrap(`${where}: ${name}`, safe[name] as Handler);
    }
    space.component(where).definition(safe).register();
  };

  const loading = new Set<string>();
  /** Runs a page's or component's file after the components it uses; `comp` uses itself, so each is visited once. */
  const load = (name: string): void => {
    if (loading.has(name)) return;
    loading.add(name);
    const { usingComponents = {} } = jsonOf<{ usingComponents?: Record<string, string> }>(dist, `${name}.json`);
    for (const used of Object.values(usingComponents)) {
      load(used.startsWith('/') ? used.slice(1) : path.posix.join(path.posix.dirname(name), used));
    }
    try {
      loader().load(`${name}.js`);
    } catch (reason) {
      error(`${name}.js`, reason);
    }
  };

  const call: Pages['call'] = (page, lifetime, ...args) => {
    const method = page.instance[lifetime];
    if (typeof method === 'function') (method as Handler).apply(page.instance, args);
  };

  return {
    globals: { Page: registerPage, Component: registerComponent, Behavior: (definition: Record<string, unknown>) => space.behavior().definition(definition).register() },
    loadMainPackage: () => { for (const page of app.pages) load(page); },
    exists: (route) => routes.has(route),
    create: (route, query) => {
      if (packageOf(app, route) !== '') load(route);
      if (!registered.has(route)) throw new Error(`${route}.js did not register a page`);
      const root = backend.createRoot('wx-page', space, route);
      const instance = root.get() as unknown as PageInstance;
      const component = root.getComponent();
      const own = {
        route,
        __route__: route,
        options: realm.copyIn(query),
        // WeChat's bridge carries plain data between the app's code and the screen.
        setData: (data: unknown, callback?: () => void) => {
          glassEasel.Component.prototype.setData.call(component, realm.copyIn(data) as Record<string, unknown>);
          if (callback) realm.later(() => { callback.call(instance); });
        },
      };
      Object.assign(instance, own);
      const placeholder = screen.document.createElement('wx-placeholder');
      screen.document.body.appendChild(placeholder);
      root.attach(screen.document.body as unknown as glassEasel.GeneralBackendElement, placeholder as unknown as glassEasel.GeneralBackendElement);
      return { route, root, instance };
    },
    destroy: (page) => {
      const element = page.root.getComponent().getBackendElement() as unknown as Element | null;
      page.root.release();
      element?.remove();
    },
    call,
    close: stopFaults,
  };
}

const propertyTypes: Record<string, unknown> = { String, Number, Boolean, Object, Array, Function };

/** Property types are constructors of the app's realm; the engine compares them with its own. */
function localProperties(properties: Record<string, unknown>): Record<string, unknown> {
  const local = (type: unknown): unknown => (typeof type === 'function' ? propertyTypes[type.name] : type);
  return Object.fromEntries(Object.entries(properties).map(([name, given]) => {
    if (typeof given !== 'object' || given === null) return [name, local(given)];
    const definition = given as Record<string, unknown>;
    return [name, {
      ...definition,
      type: local(definition.type),
      ...(Array.isArray(definition.optionalTypes) ? { optionalTypes: definition.optionalTypes.map(local) } : {}),
    }];
  }));
}

type EngineEvent = glassEasel.Event<unknown> & {
  target?: glassEasel.Element;
  currentTarget?: glassEasel.Element;
  mark?: unknown;
  touches?: unknown;
  changedTouches?: unknown;
};

/** The event as a phone sends it to the app's code: plain data. */
function plainEvent(event: EngineEvent): Record<string, unknown> {
  const targetOf = (element: glassEasel.Element | undefined) =>
    ({ id: element?.id ?? '', dataset: element?.dataset ?? {}, offsetLeft: 0, offsetTop: 0 });
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: targetOf(event.target),
    currentTarget: targetOf(event.currentTarget),
    mark: event.mark ?? {},
    detail: event.detail,
    ...(event.touches === undefined ? {} : { touches: event.touches, changedTouches: event.changedTouches }),
    mut: false,
  };
}
