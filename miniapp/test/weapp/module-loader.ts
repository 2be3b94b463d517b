import path from 'node:path';
import vm from 'node:vm';
import { appConfigOf, packageOf, textOf, type Dist } from './dist';
import type { PhoneRealm } from './phone-realm';

type ModuleBody = (require: (id: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

/** Parsing the bundle takes longer than running it, and every phone of a test runs the same files. */
const scripts = new Map<string, vm.Script>();

function scriptOf(dist: Dist, file: string, source: string): vm.Script {
  const key = `${file}\0${source}`;
  let script = scripts.get(key);
  if (!script) {
    script = new vm.Script(`(function (require, module, exports) {${source}\n})`, { filename: `${dist.name}/${file}` });
    scripts.set(key, script);
  }
  return script;
}

export interface ModuleLoader {
  /** Runs a file of the build once and gives what it exports. `file` is from the root, with ".js". */
  load(file: string): unknown;
  /** The file being run, without ".js": it is the path under which Page() and Component() register. */
  currentPath(): string;
}

/**
 * WeChat's `require`: relative paths inside the build, main package visible to all, a subpackage only to itself.
 * @throws in the app's own realm, with WeChat's wording, for a module that is not there or not reachable.
 */
export function createModuleLoader(dist: Dist, realm: PhoneRealm): ModuleLoader {
  const app = appConfigOf(dist);
  const loaded = new Map<string, { exports: unknown }>();
  const running: string[] = [];

  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const source = textOf(dist, file);
    if (source === undefined) throw realm.newError(`module '${file}' is not defined`);
    const module = { exports: realm.copyIn({}) };
    loaded.set(file, module);
    const body = realm.run(scriptOf(dist, file, source)) as ModuleBody;
    running.push(file.replace(/\.js$/, ''));
    try {
      body((id) => load(resolve(file, id)), module, module.exports);
    } finally {
      running.pop();
    }
    return module.exports;
  };

  const resolve = (from: string, id: string): string => {
    const joined = id.startsWith('/') ? id.slice(1) : path.posix.join(path.posix.dirname(from), id);
    const file = joined.endsWith('.js') ? joined : `${joined}.js`;
    const target = packageOf(app, file);
    if (target !== '' && target !== packageOf(app, from)) {
      throw realm.newError(`module '${file}' is not defined, require args is '${id}': ${from} may not reach into the package ${target}`);
    }
    return file;
  };

  return { load, currentPath: () => running[running.length - 1] ?? '' };
}
