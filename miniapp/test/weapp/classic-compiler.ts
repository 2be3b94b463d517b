import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { jsonOf, type Dist } from './dist';

/** What WeChat's classic compilers say of a build. */
export interface CompilerVerdict {
  ok: boolean;
  /** The compiler's own words when it refuses. */
  message: string;
  /** Bytes it produced. */
  bytes: number;
}

/** wcc and wcsc are shipped for these; elsewhere there is nothing to run. */
export const compilersRunHere = process.platform === 'linux' && process.arch === 'x64';

const largestOutput = 64 * 1024 * 1024;

/** wcc, WeChat's classic template compiler, over every template and script of a build. It stops at the first fault. */
export function compileWxml(dist: Dist): CompilerVerdict {
  const wxml = filesOf(dist, '.wxml');
  const components = wxml.flatMap((file) => {
    const used = Object.keys(jsonOf<{ usingComponents?: object }>(dist, file.replace(/\.wxml$/, '.json')).usingComponents ?? {});
    return used.length === 0 ? [] : [[file, String(used.length), ...used]];
  });
  return run(dist, 'wcc', ['-d', '-cc', [String(components.length), ...components.flat()].join(' '), ...wxml, ...filesOf(dist, '.wxs'), '-gn', '$gwx']);
}

/** wcsc, WeChat's style sheet compiler, over every style sheet of a build. */
export function compileWxss(dist: Dist): CompilerVerdict {
  const sheets = filesOf(dist, '.wxss');
  const ofPages = sheets.filter((file) => dist.files.has(file.replace(/\.wxss$/, '.json')));
  return run(dist, 'wcsc', ['-db', '-pc', String(ofPages.length), ...ofPages, ...sheets.filter((file) => !ofPages.includes(file))]);
}

const filesOf = (dist: Dist, ending: string): string[] => [...dist.files.keys()].filter((file) => file.endsWith(ending)).sort();

function run(dist: Dist, compiler: 'wcc' | 'wcsc', args: string[]): CompilerVerdict {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-compile-'));
  try {
    for (const [file, content] of dist.files) {
      if (!/\.(wxml|wxs|wxss|json)$/.test(file)) continue;
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), content);
    }
    const packaged = path.dirname(createRequire(import.meta.url).resolve('miniprogram-compiler/package.json'));
    // The package does not mark its programs as executable, and its folder may be read-only or shared.
    const program = path.join(folder, `.${compiler}`);
    fs.copyFileSync(path.join(packaged, 'bin/linux', compiler), program);
    fs.chmodSync(program, 0o755);
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, maxBuffer: largestOutput });
    if (error) throw error;
    const message = stderr.toString().trim();
    return { ok: status === 0, message, bytes: stdout.length };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
