import { describe, expect, it } from 'vitest';
import { sampleThat } from './sample-app';
import { phoneWith, serverThat } from './test-phones';

/** What a person can do with a phone, shown with a small mini-program written by hand. */

describe('a person uses the page', () => {
  it('typing reaches the app, and only as much as the field takes', async () => {
    const phone = await phoneWith();
    expect(phone.text()).toContain('请填姓名');
    await phone.type('#name', '欧阳建国同志');
    await phone.waitFor('你好 欧阳建国同志');
    await phone.type('#name', '王小明二三四五六');
    expect(phone.value('#name')).toBe('王小明二三四');
    expect(phone.errors).toEqual([]);
  });

  it('the confirm key and leaving the field are told to the app', async () => {
    const phone = await phoneWith();
    await phone.type('#name', '李');
    await phone.confirm('#name');
    await phone.waitFor('确认 李 离开');
  });

  it('a picker is answered by the words it shows', async () => {
    const phone = await phoneWith();
    await phone.pick('#city', '开封');
    expect(phone.text('#city')).toBe('开封');
    await phone.pick('#day', '2026-11-24');
    expect(phone.text('#city')).toBe('2026-11-24');
    await expect(phone.pick('#city', '上海')).rejects.toThrow('the picker offers 郑州、开封, but not 上海');
  });

  it('boxes are ticked by their labels, and tell their group', async () => {
    const phone = await phoneWith();
    await phone.tap({ text: '瓦工' });
    await phone.tap({ text: '木工' });
    await phone.tap({ text: '日结' });
    await phone.tap({ text: '月结' });
    await phone.tap('#agree');
    expect(phone.text('#chosen')).toBe('木工+瓦工|month|true');
    await phone.tap({ text: '木工' });
    expect(phone.text('#chosen')).toBe('瓦工|month|true');
  });

  it('a form gives the app what stands in its fields', async () => {
    const phone = await phoneWith();
    await phone.type('#note', '早点来');
    await phone.tap('#send');
    expect(phone.text('#answer')).toBe('{"note":"早点来"}');
  });

  it('a button with an open-type gives what the test answers for it', async () => {
    const phone = await phoneWith({ buttons: { getPhoneNumber: { code: 'p-1', errMsg: 'getPhoneNumber:ok' } } });
    await phone.tap('#phone');
    expect(phone.text('#answer')).toBe('电话 p-1');
  });

  it('a caught tap does not reach the elements around it, and handlers get plain data', async () => {
    const phone = await phoneWith();
    await phone.tap('#inner');
    expect(phone.text('#answer')).toBe('里 inner [object Object]');
  });

  it('drawing on a canvas is recorded, in px of the element', async () => {
    const phone = await phoneWith();
    await phone.waitFor('ready=true');
    await phone.waitFor(() => phone.drawn('#pad').length > 0);
    await phone.draw('#pad', [[1, 2], [3, 4]]);
    expect(phone.drawn('#pad')).toEqual([
      { name: 'lineWidth=', args: [3] }, { name: 'moveTo', args: [1, 2] }, { name: 'lineTo', args: [3, 4] },
    ]);
  });

  it('what is hidden is not read', async () => {
    const phone = await phoneWith();
    expect(phone.text()).not.toContain('看不见');
    expect(phone.find('#secret')).toBeUndefined();
  });

  it('a tap that nothing answers is a failure, and so is one on a disabled button', async () => {
    const phone = await phoneWith({ patience: 200 });
    await expect(phone.tap('#dead')).rejects.toThrow('nothing answers a tap on #dead');
    await expect(phone.tap('#later')).rejects.toThrow('in vain for #later to be there and usable');
    phone.page()?.setData({ open: true });
    await phone.tap('#later');
    expect(phone.text('#answer')).toBe('开了');
  });

  it('words that are there twice must be told apart', async () => {
    const phone = await phoneWith({ page: '/pages/list/index?from=gate' });
    await expect(phone.tap({ text: '要' })).rejects.toThrow('"要" is there 2 times');
    await phone.tap({ text: '要', nth: 1 });
    expect(phone.text('#taken')).toBe('拿了 b');
    await phone.tap({ text: '加', within: '#counter' });
    expect(phone.text('#counter')).toContain('数 4');
  });
});

describe('the phone around the page', () => {
  it('a printed link arrives encoded in q on the first page', async () => {
    const phone = await phoneWith({ link: 'https://market.example/q/abc?x=1' });
    expect(phone.text('#query')).toContain('q=https%3A%2F%2Fmarket.example%2Fq%2Fabc%3Fx%3D1');
    phone.openLink('https://market.example/q/def');
    expect(phone.text('#query')).toContain('q=https%3A%2F%2Fmarket.example%2Fq%2Fdef');
  });

  it('the camera waits for a code, and can be left', async () => {
    const phone = await phoneWith();
    await phone.tap({ text: '扫一扫' });
    await phone.scan('https://market.example/q/abc');
    await phone.waitFor('扫到 https://market.example/q/abc');
    await phone.tap({ text: '扫一扫' });
    await phone.cancelScan();
    await phone.waitFor('scanCode:fail cancel');
  });

  it('sign-in gives a code of the test, or fails without one', async () => {
    const phone = await phoneWith({ login: () => 'code-7' });
    await phone.tap({ text: '登录' });
    await phone.waitFor('码 code-7');
    const other = await phoneWith();
    await other.tap({ text: '登录' });
    await other.waitFor('login:fail');
  });

  it('an API nobody answers fails under its own name; a mock answers or refuses', async () => {
    const phone = await phoneWith();
    await phone.tap({ text: '定位' });
    await phone.waitFor('getFuzzyLocation:fail');
    const there = await phoneWith({ wx: { getFuzzyLocation: () => ({ latitude: 34.7 }) } });
    await there.tap({ text: '定位' });
    await there.waitFor('在 34.7');
    const refused = await phoneWith({ wx: { getFuzzyLocation: () => { throw new Error('auth deny'); } } });
    await refused.tap({ text: '定位' });
    await refused.waitFor('getFuzzyLocation:fail auth deny');
  });

  it('a modal takes all taps until it is answered; sheets and toasts are read', async () => {
    const phone = await phoneWith();
    await phone.tap({ text: '确认' });
    await phone.waitFor('不能退');
    await expect(phone.tap({ text: '存' })).rejects.toThrow('a modal is in the way');
    await phone.tap({ text: '确定' });
    await phone.waitFor('回答 true');
    await phone.tap({ text: '单子' });
    await phone.waitFor('乙');
    await phone.tap({ text: '乙' });
    await phone.waitFor('选 1');
    await phone.tap({ text: '提示' });
    await phone.waitFor('好了');
    expect(phone.toasts()).toEqual(['好了']);
  });

  it('what is stored outlives the app, as plain data', async () => {
    const first = await phoneWith();
    await first.type('#name', '王');
    await first.tap({ text: '存' });
    await first.waitFor('存了 {"name":"王"}');
    await first.close();
    const again = await phoneWith({ storage: first.storage, dist: sampleThat(`this.say(wx.getStorageSync('draft').name + wx.getStorageInfoSync().keys.length)`) });
    await again.tap('#go');
    await again.waitFor('王1');
  });

  it('storage refuses more than a megabyte for one key and ten in all', async () => {
    const phone = await phoneWith({
      dist: sampleThat(`
        const tries = [];
        try { wx.setStorageSync('big', 'x'.repeat(1024 * 1024 + 1)); } catch (e) { tries.push(e.message); }
        try { for (let i = 0; i < 11; i++) wx.setStorageSync('k' + i, 'x'.repeat(1000 * 1024)); } catch (e) { tries.push(e instanceof Error, e.message); }
        this.say(tries.join(' | '))`),
    });
    await phone.tap('#go');
    expect(phone.text('#answer')).toBe('setStorageSync:fail exceed storage item max length | true | setStorageSync:fail exceed storage max size 10Mb');
  });
});

describe('requests', () => {
  it('go to the server of the test and come back as data of the app\'s own world', async () => {
    const server = await serverThat((body) => ({ greeting: `hi ${(body as { name: string }).name}`, list: [1] }));
    const phone = await phoneWith({ api: { url: server.url } });
    await phone.type('#name', '王');
    await phone.tap({ text: '问' });
    await phone.waitFor('200 hi 王 Array');
    expect(phone.requests()).toEqual([{ method: 'POST', url: '/api/hello?x=1', status: 200 }]);
  });

  it('fail without network, and an answer can be lost after the server has acted', async () => {
    const server = await serverThat(() => ({ greeting: 'hi', list: [] }));
    const phone = await phoneWith({ api: { url: server.url } });
    phone.setNetwork('off');
    await phone.tap({ text: '问' });
    await phone.waitFor('request:fail');
    expect(server.seen).toHaveLength(0);
    phone.setNetwork('answers-lost');
    await phone.tap({ text: '存' });
    await phone.tap({ text: '问' });
    await phone.waitFor('request:fail');
    expect(server.seen).toHaveLength(1);
  });

  it('to an address that was not built in are refused', async () => {
    const server = await serverThat(() => ({}));
    const phone = await phoneWith({ api: { url: server.url, builtAs: 'https://market.example' } });
    await phone.tap({ text: '问' });
    await phone.waitFor('request:fail url not in domain list: http://127.0.0.1:8080');
    expect(server.seen).toHaveLength(0);
  });
});
