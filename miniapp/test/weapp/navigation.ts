import path from 'node:path';
import type { AppConfig } from './dist';
import type { OpenPage, Pages } from './pages';
import type { PhoneRealm } from './phone-realm';

/** WeChat opens at most ten pages on top of each other. */
const deepestStack = 10;

export interface Navigation {
  stack: readonly OpenPage[];
  top(): OpenPage | undefined;
  /** The first page of a launch. */
  start(route: string, query: Record<string, string>): void;
  api: Record<string, (option: Record<string, unknown>) => unknown>;
  close(): void;
}

/** Splits `/pages/a/index?x=1` into route and query. Values stay encoded: a phone does not decode them either. */
export function parseUrl(url: string, from: string): { route: string; query: Record<string, string> } {
  const [address = '', search = ''] = url.split('?', 2);
  const route = address.startsWith('/') ? address.slice(1) : path.posix.join(path.posix.dirname(from), address);
  const query = Object.fromEntries(search.split('&').filter(Boolean).map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=')];
  }));
  return { route: route.replace(/\.html$/, ''), query };
}

/** The page stack, with WeChat's rules of which page may be opened how. A refusal is thrown without the API's name. */
export function createNavigation(
  { app, pages, realm, changed, error }: {
    app: AppConfig;
    pages: Pages;
    realm: PhoneRealm;
    changed: () => void;
    error: (where: string, reason: unknown) => void;
  },
): Navigation {
  const stack: OpenPage[] = [];
  const tabs = new Set((app.tabBar?.list ?? []).map(({ pagePath }) => pagePath));
  const top = (): OpenPage | undefined => stack[stack.length - 1];

  const open = (route: string, query: Record<string, string>): OpenPage => {
    const page = pages.create(route, query);
    stack.push(page);
    pages.call(page, 'onLoad', realm.copyIn(query));
    pages.call(page, 'onShow');
    realm.later(() => { if (stack.includes(page)) pages.call(page, 'onReady'); });
    changed();
    return page;
  };
  const close = (count: number): void => {
    for (const page of stack.splice(Math.max(0, stack.length - count)).reverse()) {
      pages.call(page, 'onUnload');
      pages.destroy(page);
    }
    changed();
  };
  /** @throws when there is no such page, which on a phone is a message the person never understands. */
  const target = (option: Record<string, unknown>, api: string, wantTab: boolean | undefined): { route: string; query: Record<string, string> } => {
    const found = parseUrl(String(option.url ?? ''), top()?.route ?? '');
    if (!pages.exists(found.route)) {
      error(api, `page "${found.route}" is not found`);
      throw new Error(`page "${found.route}" is not found`);
    }
    if (wantTab === false && tabs.has(found.route)) throw new Error(`can not ${api} a tabbar page`);
    if (wantTab === true && !tabs.has(found.route)) throw new Error(`can not switch to no-tabBar page`);
    return found;
  };

  return {
    stack,
    top,
    start: (route, query) => {
      if (!pages.exists(route)) throw new Error(`page "${route}" is not found`);
      open(route, query);
    },
    close: () => { close(stack.length); },
    api: {
      navigateTo: (option) => {
        const { route, query } = target(option, 'navigateTo', false);
        if (stack.length >= deepestStack) throw new Error('webview count limit exceed');
        const from = top();
        if (from) pages.call(from, 'onHide');
        const channel = createEventChannel(option.events);
        const page = open(route, query);
        page.instance.getOpenerEventChannel = () => channel;
        return { eventChannel: channel };
      },
      redirectTo: (option) => {
        const { route, query } = target(option, 'redirectTo', false);
        close(1);
        open(route, query);
        return {};
      },
      reLaunch: (option) => {
        const { route, query } = target(option, 'reLaunch', undefined);
        close(stack.length);
        open(route, query);
        return {};
      },
      switchTab: (option) => {
        const { route } = target(option, 'switchTab', true);
        if (top()?.route === route) return {};
        close(stack.length);
        open(route, {});
        return {};
      },
      navigateBack: (option) => {
        if (stack.length < 2) throw new Error('cannot navigate back at first page.');
        close(Math.min(Number(option.delta) || 1, stack.length - 1));
        const page = top();
        if (page) pages.call(page, 'onShow');
        return {};
      },
    },
  };
}

/** The channel between a page and the one that opened it. */
function createEventChannel(events: unknown) {
  const listeners = new Map<string, Set<(...args: unknown[]) => void>>();
  const on = (name: string, listener: (...args: unknown[]) => void): void => {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
  };
  for (const [name, listener] of Object.entries((events ?? {}) as Record<string, (...args: unknown[]) => void>)) on(name, listener);
  return {
    on,
    once: (name: string, listener: (...args: unknown[]) => void) => {
      const once = (...args: unknown[]): void => {
        listeners.get(name)?.delete(once);
        listener(...args);
      };
      on(name, once);
    },
    off: (name: string, listener: (...args: unknown[]) => void) => { listeners.get(name)?.delete(listener); },
    emit: (name: string, ...args: unknown[]) => { for (const listener of listeners.get(name) ?? []) listener(...args); },
  };
}
