import { describe, expect, it } from 'vitest';
import { launchWeapp } from './engine';
import { sample, sampleFiles, sampleThat } from './sample-app';
import { phoneWith } from './test-phones';

/** What the engine allows and refuses as a phone does, shown with a small mini-program written by hand. */

describe('pages', () => {
  const go = (statement: string) => phoneWith({ dist: sampleThat(statement), patience: 1_000 });

  it('lie on top of each other, and the one below is as it was left', async () => {
    const phone = await phoneWith();
    await phone.type('#name', '王');
    const page = phone.page();
    page?.setData({ answer: '留着' });
    expect(phone.text('#query')).toContain('shown=1');
    await phone.waitFor('ready=true');
    const next = await go(`wx.navigateTo({ url: '../list/index?from=' + encodeURIComponent('大门') })`);
    await next.tap('#go');
    await next.waitFor(`from=${encodeURIComponent('大门')}`);
    expect(next.pages()).toEqual(['pages/home/index', 'pages/list/index']);
    next.back();
    expect(next.route()).toBe('pages/home/index');
  });

  it('of a subpackage are loaded when they are opened', async () => {
    const phone = await go(`wx.redirectTo({ url: '/staff/scan/index' })`);
    await phone.tap('#go');
    await phone.waitFor('员工');
    expect(phone.pages()).toEqual(['staff/scan/index']);
  });

  it('are at most ten deep', async () => {
    const phone = await go(`
      const next = () => wx.navigateTo({ url: '/pages/list/index' }).then(next, (e) => wx.showToast({ title: e.errMsg }));
      next()`);
    await phone.tap('#go');
    await phone.waitFor('navigateTo:fail webview count limit exceed');
    expect(phone.pages()).toHaveLength(10);
  });

  it('that do not exist are an error', async () => {
    const phone = await go(`wx.navigateTo({ url: '/pages/nowhere/index', fail: () => this.say('没有') })`);
    await phone.tap('#go');
    await expect(phone.waitFor('没有')).rejects.toThrow('page "pages/nowhere/index" is not found');
  });
});

describe('what a phone does not have', () => {
  it('browser and Node globals are not there', async () => {
    const phone = await phoneWith();
    await phone.tap({ text: '重要' });
    expect(phone.text('#answer')).toBe('干净');
  });

  it.each([
    ['an exception in a handler', `throw new Error('boom')`, 'boom'],
    ['a browser global', `document.title = 'x'`, 'document is not defined'],
    ['code made from text', `new Function('return 1')()`, 'Code generation from strings disallowed'],
    ['an exception in a timer', `setTimeout(() => { throw new TypeError('late') }, 1)`, 'late'],
    ['a rejection nobody handles', `Promise.reject(new Error('nobody'))`, 'nobody'],
    ['a failing API whose promise nobody handles', `wx.getFuzzyLocation()`, 'getFuzzyLocation:fail'],
    ['console.error', `console.error('oh', 1)`, 'oh 1'],
    ['an exception in a callback', `wx.getNetworkType({ success() { throw new Error('in callback') } })`, 'in callback'],
  ])('%s is collected', async (_, statement, message) => {
    const phone = await phoneWith({ dist: sampleThat(statement) });
    await phone.tap('#go');
    await expect(phone.waitFor('never shown')).rejects.toThrow(message);
    expect(phone.errors).toHaveLength(1);
  });

  it('errors belong to the phone they happened on', async () => {
    const well = await phoneWith();
    const ill = await phoneWith({ dist: sampleThat(`Promise.reject(new Error('mine'))`) });
    await ill.tap('#go');
    await expect(ill.waitFor('never shown')).rejects.toThrow('mine');
    expect(well.errors).toEqual([]);
  });
});

describe('a build that a phone would refuse', () => {
  const start = (changes: Record<string, string | undefined>) => phoneWith({ dist: sample(changes), patience: 300 });
  const homeWxml = sampleFiles['pages/home/index.wxml'] ?? '';

  it.each([
    ['a page without code', { 'pages/list/index.js': undefined }, 'pages/list/index.js is not in the build'],
    ['a page of a subpackage without code', { 'staff/scan/index.js': undefined }, 'staff/scan/index.js is not in the build'],
    ['a tag that is not closed', { 'counter.wxml': '<view><text>x</view>' }, 'missing end tag'],
    ['a template that is imported and not there', { 'parts.wxml': undefined }, 'needs parts.wxml'],
    ['a script that is used and not there', { 'say.wxs': undefined }, 'needs say.wxs'],
  ])('%s', async (_, changes, message) => {
    await expect(start(changes)).rejects.toThrow(message);
  });

  it.each([
    ['a module that is not there', { 'tools.js': undefined }, `module 'tools.js' is not defined`],
    ['a main package that reaches into a subpackage', { 'tools.js': `module.exports = { word: require('./staff/words') }` }, 'may not reach into the package staff/'],
    ['a handler the page does not have', { 'pages/home/index.wxml': homeWxml.replace('bindtap="onLater"', 'bindtap="onNever"') }, 'bindtap="onNever"'],
    ['a page that registers nothing', { 'pages/home/index.js': 'void 0' }, 'did not register a page'],
  ])('%s', async (_, changes, message) => {
    const phone = await start(changes);
    expect(phone.errors.map((error) => error.message).join('\n')).toContain(message);
  });
});

it('a closed phone leaves nothing behind', async () => {
  const before = process.listenerCount('unhandledRejection');
  const phone = await launchWeapp({ dist: sampleThat(`setInterval(() => {}, 5); wx.request({ url: 'http://127.0.0.1:8080/' })`) });
  await phone.tap('#go');
  await phone.close();
  expect(process.listenerCount('unhandledRejection')).toBe(before);
  expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout' || kind === 'Immediate').length).toBeLessThanOrEqual(1);
});
