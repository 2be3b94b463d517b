import { sizeOf, type ScreenElement } from './screen';

/** One thing the app did to a canvas: a call with its arguments, or a property set (`name=`). */
export interface CanvasAct {
  name: string;
  args: unknown[];
}

/** The node that `createSelectorQuery().fields({node: true})` gives for a canvas of type 2d. */
export interface CanvasNode {
  width: number;
  height: number;
  getContext(kind: string): object | null;
  createImage(): object;
  requestAnimationFrame(work: () => void): number;
  cancelAnimationFrame(): void;
  toDataURL(): string;
}

export interface Canvases {
  nodeOf(element: ScreenElement): CanvasNode;
  /** Everything drawn on it so far; empty when the app never took its context. */
  actsOn(element: ScreenElement): CanvasAct[];
}

/** Canvases that draw nothing and remember everything. */
export function createCanvases(later: (work: () => void, milliseconds?: number) => void): Canvases {
  const nodes = new Map<ScreenElement, { node: CanvasNode; acts: CanvasAct[] }>();

  const make = (element: ScreenElement) => {
    const acts: CanvasAct[] = [];
    const { width, height } = sizeOf(element);
    const properties: Record<string, unknown> = {};
    const context = new Proxy({}, {
      get: (_, name) => {
        if (typeof name !== 'string' || name === 'then') return undefined;
        if (name === 'canvas') return node;
        if (name in properties) return properties[name];
        return (...args: unknown[]) => {
          acts.push({ name, args });
          if (name === 'measureText') return { width: String(args[0]).length * 10 };
          if (name === 'isPointInPath') return false;
          if (/^create(Linear|Radial|Conic)Gradient$/.test(name)) return { addColorStop: () => undefined };
          if (name === 'getImageData') return { width: args[2], height: args[3], data: new Uint8ClampedArray(Number(args[2]) * Number(args[3]) * 4) };
          return undefined;
        };
      },
      set: (_, name, value) => {
        properties[String(name)] = value;
        acts.push({ name: `${String(name)}=`, args: [value] });
        return true;
      },
    });
    const node: CanvasNode = {
      width,
      height,
      getContext: (kind) => (kind === '2d' ? context : null),
      createImage: () => {
        // An image that is there as soon as its address is set.
        const image: { src: string; width: number; height: number; onload?: () => void } = { src: '', width: 100, height: 100 };
        return Object.defineProperty(image, 'src', { set: () => { later(() => image.onload?.()); }, get: () => '' });
      },
      requestAnimationFrame: (work) => {
        later(work, 16);
        return 1;
      },
      cancelAnimationFrame: () => undefined,
      // Different drawings give different pictures: a test can tell an empty pad from a signed one.
      toDataURL: () => `data:image/png;base64,${Buffer.from(JSON.stringify(acts)).toString('base64')}`,
    };
    return { node, acts };
  };

  const of = (element: ScreenElement) => {
    let known = nodes.get(element);
    if (!known) {
      known = make(element);
      nodes.set(element, known);
    }
    return known;
  };

  return { nodeOf: (element) => of(element).node, actsOn: (element) => of(element).acts };
}
