import fs from 'node:fs';
import path from 'node:path';

/** What WeChat reads from `app.json`. */
export interface AppConfig {
  pages: string[];
  subPackages?: { root: string; pages: string[]; independent?: boolean }[];
  subpackages?: { root: string; pages: string[]; independent?: boolean }[];
  tabBar?: { list: { pagePath: string; text?: string }[] };
  window?: Record<string, unknown>;
}

/** A built mini-program, held in memory: path with forward slashes → content. */
export interface Dist {
  /** Where it came from, for messages. */
  name: string;
  files: ReadonlyMap<string, Buffer>;
}

/** The build of this package. */
export const builtWeapp = path.resolve(import.meta.dirname, '../../dist/weapp');

/**
 * Reads a built mini-program from its folder.
 * @throws when there is no build there: nothing else in this folder makes sense without one.
 */
export function readDist(folder: string = builtWeapp): Dist {
  if (!fs.existsSync(path.join(folder, 'app.json'))) {
    throw new Error(
      `There is no built mini-program in ${folder}. Build it first: npx -y pnpm@10.34.9 --filter @market/miniapp build:weapp`,
    );
  }
  const files = new Map<string, Buffer>();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath, entry.name);
    files.set(path.relative(folder, full).split(path.sep).join('/'), fs.readFileSync(full));
  }
  return { name: folder, files };
}

/** A mini-program written out in a test: path → text. */
export function distFrom(name: string, files: Record<string, string>): Dist {
  return { name, files: new Map(Object.entries(files).map(([file, text]) => [file, Buffer.from(text)])) };
}

/** The text of a file, or undefined when the build has none of that name. */
export const textOf = (dist: Dist, file: string): string | undefined => dist.files.get(file)?.toString('utf8');

/** The parsed JSON of a file; `{}` when absent, as WeChat treats a page without a JSON file. */
export function jsonOf<T>(dist: Dist, file: string): T {
  const text = textOf(dist, file);
  return JSON.parse(text ?? '{}') as T;
}

export const appConfigOf = (dist: Dist): AppConfig => {
  if (!dist.files.has('app.json')) throw new Error(`${dist.name} has no app.json`);
  return jsonOf<AppConfig>(dist, 'app.json');
};

/** The subpackages' root folders, each ending in '/'. */
export const subpackageRoots = (app: AppConfig): string[] =>
  (app.subPackages ?? app.subpackages ?? []).map(({ root }) => `${root.replace(/^\/|\/$/g, '')}/`);

/** Every page of the app, main package first, without a leading slash. */
export const pagesOf = (app: AppConfig): string[] => [
  ...app.pages,
  ...(app.subPackages ?? app.subpackages ?? []).flatMap(({ root, pages }) =>
    pages.map((page) => `${root.replace(/^\/|\/$/g, '')}/${page}`)),
];

/** The subpackage a file belongs to (its root with '/'), or '' for the main package. */
export const packageOf = (app: AppConfig, file: string): string =>
  subpackageRoots(app).find((root) => file.startsWith(root)) ?? '';

/**
 * What WeChat refuses on upload: a page that is listed but not there.
 * @returns one sentence a fault; empty when the build is whole.
 */
export function missingPageFiles(dist: Dist): string[] {
  return pagesOf(appConfigOf(dist)).flatMap((page) =>
    ['.js', '.wxml'].filter((ending) => !dist.files.has(page + ending))
      .map((ending) => `app.json lists the page ${page}, but ${page}${ending} is not in the build`));
}
