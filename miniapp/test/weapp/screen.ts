import * as glassEasel from 'glass-easel';
import { JSDOM } from 'jsdom';

type BackendContext = glassEasel.domlikeBackend.Context;
type BackendElement = glassEasel.domlikeBackend.Element;

/** The types declare this enum `const`, which an isolated module may not read; at run time it is an object as any other. */
const domlike = (glassEasel as unknown as { BackendMode: { Domlike: BackendContext['mode'] } }).BackendMode.Domlike;

/** An element on the screen: a jsdom element that knows the engine's node behind it. */
export type ScreenElement = HTMLElement & { __wxElement?: glassEasel.Element };

/** Sizes of the phone, in CSS px: a small one, as most of our people have. */
export const phoneSize = { width: 375, height: 667, pixelRatio: 2, statusBarHeight: 20 };

/** The size of an element: there is no layout here, so it is what its style says, or what WeChat gives by default. */
export function sizeOf(element: ScreenElement): { left: number; top: number; width: number; height: number } {
  const isCanvas = element.localName === 'wx-canvas';
  const pixels = (text: string, otherwise: number): number => (/^\d+(\.\d+)?px$/.test(text) ? parseFloat(text) : otherwise);
  return {
    left: 0,
    top: 0,
    width: pixels(element.style.width, isCanvas ? 300 : phoneSize.width),
    height: pixels(element.style.height, isCanvas ? 150 : 44),
  };
}

export interface Screen {
  document: Document;
  context: BackendContext;
  close(): void;
}

/**
 * The phone's screen: the engine draws into a jsdom document of its own.
 *
 * WeChat's components become custom elements (`view` → `wx-view`), because a browser's own `input`, `form` or `label` would
 * act by themselves. Events do not come from the DOM: gestures.ts hands them to the engine.
 *
 * @param later runs work on the phone's own clock.
 */
export function createScreen(changed: () => void, later: (work: () => void) => void): Screen {
  const { window } = new JSDOM('<!doctype html><body></body>');
  const { document } = window;
  const observer = new window.MutationObserver(changed);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });

  const asBackend = (node: unknown): BackendElement => node as BackendElement;
  const context: BackendContext = {
    mode: domlike,
    document: {
      createElement: (tag) => {
        const element = document.createElement(tag.startsWith('wx-') ? tag : `wx-${tag}`);
        element.getBoundingClientRect = () => sizeOf(element) as DOMRect;
        return asBackend(element);
      },
      createTextNode: (text) => asBackend(document.createTextNode(text)),
      createDocumentFragment: () => asBackend(document.createDocumentFragment()),
    },
    destroy: () => undefined,
    getWindowWidth: () => phoneSize.width,
    getWindowHeight: () => phoneSize.height,
    getDevicePixelRatio: () => phoneSize.pixelRatio,
    getTheme: () => 'light',
    registerStyleSheetContent: () => undefined,
    appendStyleSheetPath: () => 0,
    disableStyleSheet: () => undefined,
    render: (done) => { later(() => { done(null); }); },
    getRootNode: () => asBackend(document.body),
    associateValue: (element, node) => { element.__wxElement = node; },
    onEvent: () => undefined,
    setListenerStats: () => undefined,
    setModelBindingStat: () => undefined,
  };

  return {
    document,
    context,
    close: () => {
      observer.disconnect();
      window.close();
    },
  };
}

/** True when the element itself takes its content off the screen: WeChat's `hidden`, or its style. */
export const hidesItself = (element: ScreenElement): boolean =>
  element.__wxElement?.getAttribute('hidden') === true
  || /(?:^|;)\s*(?:display:\s*none|visibility:\s*hidden)/.test(element.getAttribute('style') ?? '');

/** True when the person cannot see the element: it, or something around it, is taken off the screen. */
export function isHidden(element: ScreenElement): boolean {
  for (let at: ScreenElement | null = element; at; at = at.parentElement) if (hidesItself(at)) return true;
  return false;
}

/** A raw attribute as the template gave it: the DOM keeps strings only. */
export const attribute = (element: ScreenElement, name: string): unknown => element.__wxElement?.getAttribute(name) ?? undefined;

/** Attributes as WeChat's templates write booleans: true, "true", or present and empty. */
export const isOn = (value: unknown): boolean => value === true || value === 'true' || (typeof value === 'string' && value !== '' && value !== 'false');

const inlineTags = new Set(['wx-text', 'wx-span', 'wx-x', 'wx-comp', 'wx-custom-wrapper']);

/** What a person reads under this element, a line for each block. `typed` gives what stands in a field. */
export function readText(root: Element, typed: (field: ScreenElement) => string): string {
  let text = '';
  const walk = (node: Node): void => {
    if (node.nodeType === 3) {
      text += node.textContent ?? '';
      return;
    }
    if (node.nodeType !== 1 && node.nodeType !== 11) return;
    const element = node as ScreenElement;
    if (node.nodeType === 1 && hidesItself(element)) return;
    const block = node.nodeType === 1 && !inlineTags.has(element.localName);
    if (block) text += '\n';
    if (element.localName === 'wx-input' || element.localName === 'wx-textarea') text += typed(element);
    else for (const child of element.childNodes) walk(child);
    if (block) text += '\n';
  };
  walk(root);
  return text.split('\n').map((line) => line.trim()).filter(Boolean).join('\n');
}

/** Finds by a plain selector: `#id`, `.class`, `tag`, combined without spaces, and descendants by spaces. */
export function matches(element: ScreenElement, selector: string): boolean {
  const steps = selector.trim().split(/\s+/);
  const one = (at: ScreenElement, step: string): boolean =>
    [...step.matchAll(/([#.]?)([\w-]+)/g)].every(([, kind, name = '']) => {
      if (kind === '#') return at.__wxElement?.id === name;
      if (kind === '.') return [...at.classList].some((given) => given === name || given.endsWith(`--${name}`));
      return at.localName === `wx-${name}`;
    });
  if (!one(element, steps.pop() ?? '')) return false;
  let at = element.parentElement as ScreenElement | null;
  while (steps.length > 0) {
    const step = steps.pop() ?? '';
    while (at && !one(at, step)) at = at.parentElement;
    if (!at) return false;
    at = at.parentElement;
  }
  return true;
}
