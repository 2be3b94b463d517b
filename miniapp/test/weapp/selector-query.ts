import type * as glassEasel from 'glass-easel';
import type { CanvasNode } from './canvas';
import { phoneSize, sizeOf, type ScreenElement } from './screen';

interface Fields {
  id?: boolean;
  dataset?: boolean;
  rect?: boolean;
  size?: boolean;
  scrollOffset?: boolean;
  node?: boolean;
  context?: boolean;
  properties?: string[];
}

type Callback = (result: unknown) => void;

export interface SelectorQueryHost {
  /** The page that is asked when no component is named. */
  currentRoot(): glassEasel.GeneralComponent | undefined;
  canvasNode(element: ScreenElement): CanvasNode;
  later(work: () => void): void;
  copyIn(data: unknown): unknown;
}

/**
 * `wx.createSelectorQuery`. As on a phone, a query on the page does not look into components: an element nested deep enough
 * to be drawn by Taro's `comp` is found with `>>>` only.
 */
export function createSelectorQuery(host: SelectorQueryHost) {
  let root: glassEasel.GeneralComponent | undefined;
  const steps: (() => unknown)[] = [];

  const describe = (element: glassEasel.Element, fields: Fields): Record<string, unknown> => {
    const shown = element.getBackendElement() as unknown as ScreenElement;
    const { left, top, width, height } = sizeOf(shown);
    const plain: Record<string, unknown> = {};
    if (fields.id) plain.id = element.id;
    if (fields.dataset) plain.dataset = element.dataset ?? {};
    if (fields.rect) Object.assign(plain, { left, top, right: left + width, bottom: top + height });
    if (fields.size) Object.assign(plain, { width, height });
    if (fields.scrollOffset) Object.assign(plain, { scrollLeft: 0, scrollTop: 0, scrollWidth: width, scrollHeight: height });
    for (const name of fields.properties ?? []) plain[name] = element.getAttribute(name);
    const result = host.copyIn(plain) as Record<string, unknown>;
    if (fields.node && shown.localName === 'wx-canvas') result.node = host.canvasNode(shown);
    return result;
  };

  const shadowRoot = (): glassEasel.ShadowRoot | null => (root ?? host.currentRoot())?.getShadowRoot() ?? null;
  const one = (selector: string, fields: Fields) => (): unknown => {
    const element = shadowRoot()?.querySelector(selector);
    return element ? describe(element, fields) : null;
  };
  const all = (selector: string, fields: Fields) => (): unknown =>
    (shadowRoot()?.querySelectorAll(selector) ?? []).map((element) => describe(element, fields));
  const viewport = () => (): unknown => host.copyIn({
    id: '', dataset: {}, left: 0, top: 0, right: phoneSize.width, bottom: phoneSize.height,
    width: phoneSize.width, height: phoneSize.height, scrollLeft: 0, scrollTop: 0,
  });

  const nodesRef = (run: (fields: Fields) => () => unknown) => {
    const add = (fields: Fields, callback?: Callback) => {
      const step = run(fields);
      steps.push(() => {
        const result = step();
        callback?.(result);
        return result;
      });
      return query;
    };
    return {
      fields: add,
      boundingClientRect: (callback?: Callback) => add({ id: true, dataset: true, rect: true, size: true }, callback),
      scrollOffset: (callback?: Callback) => add({ id: true, dataset: true, scrollOffset: true }, callback),
      node: (callback?: Callback) => add({ node: true }, callback),
      context: (callback?: Callback) => add({ context: true }, callback),
    };
  };

  const query = {
    in: (component: { _$?: glassEasel.GeneralComponent } | undefined) => {
      root = component?._$;
      return query;
    },
    select: (selector: string) => nodesRef((fields) => one(selector, fields)),
    selectAll: (selector: string) => nodesRef((fields) => all(selector, fields)),
    selectViewport: () => nodesRef(viewport),
    exec: (callback?: Callback) => {
      host.later(() => {
        const results = steps.map((step) => step());
        callback?.(results);
      });
      return query;
    },
  };
  return query;
}
