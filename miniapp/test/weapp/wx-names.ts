import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** How an API of `wx` is called. */
export type ApiKind = 'callback' | 'listener' | 'direct';

let names: ReadonlyMap<string, ApiKind> | undefined;

/**
 * Every function of `wx`, from WeChat's own type definitions. Taro builds its list of APIs from `Object.keys(wx)`, so each
 * name must be there whether or not a test uses it.
 * - `callback`: takes `{success, fail, complete}`, or gives a promise without them;
 * - `listener`: onX and offX;
 * - `direct`: returns its result at once.
 */
export function wxNames(): ReadonlyMap<string, ApiKind> {
  if (names) return names;
  const folder = path.dirname(createRequire(import.meta.url).resolve('miniprogram-api-typings/package.json'));
  const typings = fs.readFileSync(path.join(folder, 'types/wx/lib.wx.api.d.ts'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const start = typings.indexOf('\n    interface Wx {');
  const body = typings.slice(start, typings.indexOf('\n    }', start + 1));
  const found = new Map<string, ApiKind>();
  for (const [, name = '', signature = ''] of body.matchAll(/^ {8}(\w+)\s*([<(][\s\S]*?)(?=^ {8}\w|(?![\s\S]))/gm)) {
    found.set(name, kindOf(name, signature));
  }
  if (found.size < 300) throw new Error(`Only ${found.size} names of wx were found in miniprogram-api-typings: has its layout changed?`);
  names = found;
  return names;
}

function kindOf(name: string, signature: string): ApiKind {
  if (/^(on|off)[A-Z]/.test(name)) return 'listener';
  const takesCallbacks = /Promisi|Promise</.test(signature) || (/\boption\??:|\bargs\??:/.test(signature) && /:\s*void\s*$/.test(signature));
  return takesCallbacks && !name.endsWith('Sync') ? 'callback' : 'direct';
}
