import { appConfigOf, packageOf, subpackageRoots, textOf, type Dist } from './dist';

/** Bytes. WeChat allows 2 MB for the main package; ours stays under half of it, for phones with a poor signal. */
export const sizeLimits = { main: 1_000_000, subpackage: 2_000_000, total: 20_000_000 };

/** Size of each package in bytes; the main package is ''. */
export function packageSizes(dist: Dist): Map<string, number> {
  const app = appConfigOf(dist);
  const sizes = new Map<string, number>(['', ...subpackageRoots(app)].map((root) => [root, 0]));
  for (const [file, content] of dist.files) {
    // WeChat's tool leaves these out of the upload.
    if (file === 'project.config.json' || file === 'project.private.config.json' || file.endsWith('.map')) continue;
    const root = packageOf(app, file);
    sizes.set(root, (sizes.get(root) ?? 0) + content.length);
  }
  return sizes;
}

/** What is too large, one sentence each; empty when all is well. */
export function sizeFaults(dist: Dist): string[] {
  const sizes = packageSizes(dist);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const faults = [...sizes].flatMap(([root, size]) => {
    const limit = root === '' ? sizeLimits.main : sizeLimits.subpackage;
    return size < limit ? [] : [`${root === '' ? 'the main package' : `the subpackage ${root}`} has ${size} bytes; the limit is ${limit}`];
  });
  return total < sizeLimits.total ? faults : [...faults, `all packages have ${total} bytes; the limit is ${sizeLimits.total}`];
}

/**
 * Files of one package that name a file of another subpackage: on a phone that other package may not be there.
 * Looks at `require`, `import`/`include` in templates, `@import` in style sheets, and `usingComponents`.
 */
export function crossPackageReferences(dist: Dist): string[] {
  const app = appConfigOf(dist);
  const faults: string[] = [];
  for (const file of dist.files.keys()) {
    if (!/\.(js|wxml|wxss|json|wxs)$/.test(file) || file === 'app.json') continue;
    for (const reference of referencesIn(file, textOf(dist, file) ?? '')) {
      const target = new URL(reference, `weapp://app/${file}`).pathname.slice(1);
      const root = packageOf(app, target);
      if (root !== '' && root !== packageOf(app, file)) faults.push(`${file} refers to ${target}, which is in the subpackage ${root}`);
    }
  }
  return faults;
}

const patterns: Record<string, RegExp> = {
  js: /\brequire\(\s*["']([^"']+)["']\s*\)/g,
  wxs: /\brequire\(\s*["']([^"']+)["']\s*\)/g,
  wxml: /<(?:import|include|wxs)\b[^>]*\bsrc="([^"{]+)"/g,
  wxss: /@import\s+["']([^"']+)["']/g,
};

function referencesIn(file: string, text: string): string[] {
  if (file.endsWith('.json')) {
    const { usingComponents = {} } = JSON.parse(text) as { usingComponents?: Record<string, string> };
    return Object.values(usingComponents);
  }
  const pattern = patterns[file.slice(file.lastIndexOf('.') + 1)];
  return pattern ? [...text.matchAll(pattern)].map(([, reference = '']) => reference) : [];
}
