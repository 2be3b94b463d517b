import { describe, expect, it } from 'vitest';
import { compileWxml, compileWxss, compilersRunHere } from './classic-compiler';
import { missingPageFiles, readDist } from './dist';
import { builtApi } from './network';
import { crossPackageReferences, packageSizes, sizeFaults, sizeLimits } from './package-size';
import { sample, sampleFiles } from './sample-app';
import { compileTemplates } from './templates';

/** What must hold for the real build before anyone runs it. */
const dist = readDist();

describe('the build', () => {
  it('has every page that app.json lists', () => {
    expect(missingPageFiles(dist)).toEqual([]);
  });

  it('has templates that compile without a warning', () => {
    expect(compileTemplates(dist).size).toBeGreaterThan(0);
  });

  it('keeps the main package under 1 MB, each subpackage under 2 MB, all under 20 MB', () => {
    console.info([...packageSizes(dist)].map(([root, size]) => `${root || 'main'} ${size} bytes`).join(', '));
    expect(sizeFaults(dist)).toEqual([]);
  });

  it('has no file that refers to another subpackage', () => {
    expect(crossPackageReferences(dist)).toEqual([]);
  });

  it('says what the place is for in the thirty letters that WeChat shows, checking in among it', () => {
    const { permission } = JSON.parse(String(dist.files.get('app.json'))) as { permission: Record<string, { desc: string }> };
    const words = Array.from(permission['scope.userFuzzyLocation']?.desc ?? '');
    expect(words.length).toBeLessThanOrEqual(30);
    expect(words.join('')).toContain('签到');
  });

  it('knows the address of no server but the one it is built for', () => {
    const origins = new Set([...dist.files].filter(([file]) => file.endsWith('.js'))
      .flatMap(([, content]) => [...content.toString().matchAll(/["'`](https?:\/\/[\w.:-]+)\/?["'`]/g)].map(([, origin]) => origin)));
    // What Taro's runtime gives for `location` where there is none; nobody is there, and nothing is asked.
    origins.delete('https://taro.com');
    expect([...origins]).toEqual([builtApi]);
  });
});

describe('size and package rules notice', () => {
  it('a main package that is one byte too large', () => {
    const size = packageSizes(sample()).get('') ?? 0;
    expect(sizeFaults(sample({ 'fill.txt': 'x'.repeat(sizeLimits.main - size - 1) }))).toEqual([]);
    expect(sizeFaults(sample({ 'fill.txt': 'x'.repeat(sizeLimits.main - size) }))).toEqual(['the main package has 1000000 bytes; the limit is 1000000']);
  });

  it('a large subpackage, which does not count as main package', () => {
    expect(sizeFaults(sample({ 'staff/fill.txt': 'x'.repeat(sizeLimits.subpackage) }))[0]).toMatch(/^the subpackage staff\/ has/);
  });

  it('a reference from the main package, or from a template, into a subpackage', () => {
    expect(crossPackageReferences(sample())).toEqual([]);
    expect(crossPackageReferences(sample({ 'tools.js': `require("./staff/words.js")` }))).toHaveLength(1);
    expect(crossPackageReferences(sample({ 'staff.wxml': `<import src="./staff/part.wxml"/>` }))).toHaveLength(1);
  });
});

// WeChat ships its classic compilers for 64-bit Linux on Intel, which is what the continuous integration runs on.
describe.runIf(compilersRunHere)('WeChat\'s classic compilers', () => {
  it('accept every template of the build', () => {
    expect(compileWxml(dist)).toMatchObject({ ok: true, message: '' });
  });

  it('accept every style sheet of the build', () => {
    expect(compileWxss(dist)).toMatchObject({ ok: true, message: '' });
  });

  it('refuse a tag that is not closed, and a style sheet that is cut off', () => {
    expect(compileWxml(sample({ 'parts.wxml': `${sampleFiles['parts.wxml'] ?? ''}<view>` }))).toMatchObject({ ok: false, message: expect.stringContaining('parts.wxml') as string });
    expect(compileWxss(sample({ 'app.wxss': 'page { color: red' }))).toMatchObject({ ok: false, message: expect.stringContaining('app.wxss') as string });
  });
});
