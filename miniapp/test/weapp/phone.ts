import type { CanvasAct, Canvases } from './canvas';
import { isDisabled, type Components, type Point } from './components';
import type { Scanner } from './engine';
import { describeTarget, findAll, type Target } from './finding';
import type { Navigation } from './navigation';
import type { Network, NetworkState, SentRequest } from './network';
import type { Overlays } from './overlays';
import type { PageInstance } from './pages';
import type { PhoneError } from './phone-realm';
import { attribute, readText, type Screen, type ScreenElement } from './screen';
import type { PhoneStorage } from './storage';

export interface PhoneParts {
  errors: PhoneError[];
  logs: string[];
  watchers: Set<() => void>;
  screen: Screen;
  overlays: Overlays;
  network: Network;
  navigation: Navigation;
  components: Components;
  canvases: Canvases;
  scanner: Scanner;
  storage: PhoneStorage;
  patience: number;
  answeredTaps(): number;
  callApp(lifetime: string, detail: unknown): void;
  callPage(lifetime: string): void;
  emit(event: string, detail: unknown): void;
  wx: Record<string, unknown>;
  openLink(link: string): void;
  shutDown(): Promise<void>;
}

/** A phone in a person's hand. Everything that acts waits until what it acts on is there; nothing sleeps. */
export class Phone {
  /** What went wrong: exceptions of handlers, console.error, rejections nobody handled, dead bindings. Must stay empty. */
  readonly errors: readonly PhoneError[];
  /** Everything the app wrote to the console. */
  readonly logs: readonly string[];
  /** What the phone keeps; give it to the next launch to start the app again on the same phone. */
  readonly storage: PhoneStorage;
  readonly #parts: PhoneParts;

  constructor(parts: PhoneParts) {
    this.#parts = parts;
    this.errors = parts.errors;
    this.logs = parts.logs;
    this.storage = parts.storage;
  }

  /** The route of the page on top, e.g. `pages/today/index`. */
  route(): string {
    return this.#parts.navigation.top()?.route ?? '';
  }

  /** The page on top as the app's code has it. */
  page(): PageInstance | undefined {
    return this.#parts.navigation.top()?.instance;
  }

  /** Routes of all open pages, the first one first. */
  pages(): string[] {
    return this.#parts.navigation.stack.map(({ route }) => route);
  }

  /** Everything a person reads now, one line a block; modals, toasts and the loading sign first. */
  text(target?: Target): string {
    if (target !== undefined) return readText(this.get(target), (field) => this.#fieldText(field));
    const page = this.#root();
    return [this.#parts.overlays.text(), page ? readText(page, (field) => this.#fieldText(field)) : ''].filter(Boolean).join('\n');
  }

  /** Every visible element a target fits, in the order of the page. */
  all(target: Target): ScreenElement[] {
    const page = this.#root();
    if (!page) return [];
    return findAll(page, target, (field) => this.#fieldText(field));
  }

  /** The one element a target fits now, or undefined. @throws when several fit: say which with `within` or `nth`. */
  find(target: Target): ScreenElement | undefined {
    const found = this.all(target);
    if (found.length > 1) throw new Error(`${describeTarget(target)} is there ${found.length} times: say which with within or nth\n${this.#state()}`);
    return found[0];
  }

  /** The element a target fits now. @throws when there is none. */
  get(target: Target): ScreenElement {
    const element = this.find(target);
    if (!element) throw new Error(`${describeTarget(target)} is not on the screen\n${this.#state()}`);
    return element;
  }

  /** What stands in a field. */
  value(target: Target): string {
    return this.#parts.components.valueOf(this.get(target));
  }

  /** A raw attribute of the element's template, e.g. `aria-label` or `src`. */
  attribute(target: Target, name: string): unknown {
    return attribute(this.get(target), name);
  }

  isChecked(target: Target): boolean {
    return this.#parts.components.isChecked(this.get(target));
  }

  isDisabled(target: Target): boolean {
    return isDisabled(this.get(target));
  }

  /**
   * Waits until these words can be read, or until the function gives something true; gives that back.
   * @throws after the phone's patience, with what the screen shows, or at once when the app has failed.
   */
  async waitFor<T>(condition: string | (() => T), { patience = this.#parts.patience, what }: { patience?: number; what?: string } = {}): Promise<T> {
    const check = (typeof condition === 'string' ? () => this.text().includes(condition) : condition) as () => T;
    const awaited = what ?? (typeof condition === 'string' ? `the words ${condition}` : condition.toString());
    const { watchers } = this.#parts;
    return new Promise<T>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        watchers.delete(look);
        settle();
      };
      const look = (): void => {
        if (this.errors.length > 0) {
          finish(() => { reject(new Error(`the app failed while waiting for ${awaited}\n${this.#state()}`)); });
          return;
        }
        try {
          const result = check();
          if (result) finish(() => { resolve(result); });
        } catch (reason) {
          finish(() => { reject(reason instanceof Error ? reason : new Error(String(reason))); });
        }
      };
      const timer = setTimeout(() => {
        finish(() => { reject(new Error(`waited ${patience} ms in vain for ${awaited}\n${this.#state()}`)); });
      }, patience);
      watchers.add(look);
      look();
    });
  }

  /** Waits until these words are gone. */
  async waitForNo(words: string): Promise<void> {
    await this.waitFor(() => !this.text().includes(words), { what: `the words ${words} to go` });
  }

  /**
   * Taps what a person points at, or the button of a modal by its words.
   * @throws when it stays absent or disabled, and when nothing answers the tap.
   */
  async tap(target: Target): Promise<void> {
    const words = typeof target === 'string' ? undefined : target.text;
    if (this.#parts.overlays.blocks()) {
      if (words !== undefined && this.#parts.overlays.press(words)) return;
      throw new Error(`a modal is in the way of ${describeTarget(target)}\n${this.#state()}`);
    }
    const element = await this.#ready(target);
    const before = this.#parts.answeredTaps();
    this.#parts.components.tap(element);
    if (this.#parts.answeredTaps() === before) throw new Error(`nothing answers a tap on ${describeTarget(target)}\n${this.#state()}`);
  }

  /** Types into a field, in place of what stood there. */
  async type(target: Target, text: string): Promise<void> {
    this.#parts.components.type(await this.#ready(target), text);
  }

  /** Presses the keyboard's confirm key. */
  async confirm(target: Target): Promise<void> {
    this.#parts.components.confirm(await this.#ready(target));
  }

  /** Chooses in a picker by the words it shows; several for several columns; a date as `2026-11-24`, a time as `06:30`. */
  async pick(target: Target, choice: string | readonly string[]): Promise<void> {
    this.#parts.components.pick(await this.#ready(target), choice);
  }

  /** Draws with a finger, in CSS px from the element's corner. */
  async draw(target: Target, points: readonly Point[]): Promise<void> {
    const element = await this.#ready(target);
    points.forEach((point, index) => { this.#parts.components.touch(element, index === 0 ? 'touchstart' : 'touchmove', point); });
    this.#parts.components.touch(element, 'touchend', points[points.length - 1] ?? [0, 0]);
  }

  /** Everything the app has done to a canvas. */
  drawn(target: Target): readonly CanvasAct[] {
    return this.#parts.canvases.actsOn(this.get(target));
  }

  /** Makes a component of WeChat's report something no finger does directly, e.g. `scrolltolower`. */
  async event(target: Target, type: string, detail: object = {}): Promise<void> {
    this.#parts.components.fire(await this.#ready(target), type, detail);
  }

  /** Shows a code to the camera that the app has opened. */
  async scan(code: string): Promise<void> {
    await this.waitFor(() => this.#parts.scanner.isOpen(), { what: 'the camera to open' });
    this.#parts.scanner.show(code);
  }

  /** Leaves the app's camera without a code. */
  async cancelScan(): Promise<void> {
    await this.waitFor(() => this.#parts.scanner.isOpen(), { what: 'the camera to open' });
    this.#parts.scanner.cancel();
  }

  /** Scans a printed code with WeChat's own scanner, the app being open already. */
  openLink(link: string): void {
    this.#parts.openLink(link);
  }

  /** A function of `wx` as the app has it, for what no finger does. */
  wx(name: string): (option: object) => unknown {
    return this.#parts.wx[name] as (option: object) => unknown;
  }

  /** The phone's back key. */
  back(): void {
    this.#parts.navigation.api.navigateBack?.({});
  }

  /** Pulls the page down to refresh it. */
  pullDown(): void {
    this.#parts.callPage('onPullDownRefresh');
  }

  /** Scrolls to the page's end. */
  reachBottom(): void {
    this.#parts.callPage('onReachBottom');
  }

  /** Puts the app into the background, as a call does, and takes it back. */
  leaveAndReturn(): void {
    this.#parts.callPage('onHide');
    this.#parts.callApp('onHide', {});
    this.#parts.callApp('onShow', {});
    this.#parts.callPage('onShow');
  }

  /** Cuts the network, or brings it back; the app is told, as a phone tells it. */
  setNetwork(state: NetworkState): void {
    this.#parts.network.state = state;
    this.#parts.emit('NetworkStatusChange', { isConnected: state !== 'off', networkType: state === 'off' ? 'none' : '4g' });
  }

  /** Every request of the app so far. */
  requests(): readonly SentRequest[] {
    return this.#parts.network.sent;
  }

  /** Every toast so far. */
  toasts(): readonly string[] {
    return this.#parts.overlays.toasts;
  }

  /** Ends the app: pages, timers, requests, listeners. */
  async close(): Promise<void> {
    await this.#parts.shutDown();
  }

  #root(): ScreenElement | undefined {
    return this.#parts.navigation.top()?.root.getComponent().getBackendElement() as unknown as ScreenElement | undefined;
  }

  #fieldText(field: ScreenElement): string {
    const value = this.#parts.components.valueOf(field);
    return value === '' ? String(attribute(field, 'placeholder') ?? '') : value;
  }

  /** The element once it is there, is the only one, and may be used. */
  async #ready(target: Target): Promise<ScreenElement> {
    const element = await this.waitFor(() => {
      const found = this.find(target);
      return found && !isDisabled(found) ? found : undefined;
    }, { what: `${describeTarget(target)} to be there and usable` });
    if (!element) throw new Error(`${describeTarget(target)} is gone`);
    return element;
  }

  #state(): string {
    const failures = this.errors.map(({ where, message }) => `  ${where}: ${message}`);
    return [
      `page: ${this.pages().join(' > ')}; requests under way: ${this.#parts.network.pending()}`,
      `screen:\n${this.text().replace(/^/gm, '  ')}`,
      ...(failures.length > 0 ? ['errors:', ...failures] : []),
    ].join('\n');
  }
}
