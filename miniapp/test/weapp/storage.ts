/** A phone's storage: it outlives the app. Give the same one to the next launch to start the app again. */
export type PhoneStorage = Map<string, string>;

const kilobyte = 1024;
/** WeChat's limits: 1 MB for one key, 10 MB for the mini-program. */
export const storageLimits = { key: kilobyte * kilobyte, total: 10 * kilobyte * kilobyte };

/** `wx.setStorage` and its relatives, with WeChat's limits and messages. A refusal is thrown, without the API's name. */
export function createStorageApi(storage: PhoneStorage, copyIn: (data: unknown) => unknown) {
  const sizeOf = (text: string): number => Buffer.byteLength(text);
  const used = (): number => [...storage].reduce((sum, [key, text]) => sum + sizeOf(key) + sizeOf(text), 0);
  const set = (key: unknown, data: unknown): void => {
    if (typeof key !== 'string' || key === '') throw new Error('parameter error: parameter.key should be String');
    // Only plain data survives: a Date comes back as text, undefined as nothing.
    const text = JSON.stringify({ data });
    if (sizeOf(text) > storageLimits.key) throw new Error('exceed storage item max length');
    if (used() - sizeOf(storage.get(key) ?? '') + sizeOf(text) > storageLimits.total) throw new Error('exceed storage max size 10Mb');
    storage.set(key, text);
  };
  const get = (key: unknown): unknown => {
    const text = storage.get(String(key));
    if (text === undefined) return undefined;
    return (copyIn(JSON.parse(text)) as { data?: unknown }).data;
  };
  const info = () => ({
    keys: [...storage.keys()],
    currentSize: Math.ceil(used() / kilobyte),
    limitSize: storageLimits.total / kilobyte,
  });
  const remove = (key: unknown): void => { storage.delete(String(key)); };

  return {
    callback: {
      setStorage: (option: Record<string, unknown>) => {
        set(option.key, option.data);
        return {};
      },
      getStorage: (option: Record<string, unknown>) => {
        if (!storage.has(String(option.key))) throw new Error('data not found');
        return { data: get(option.key) };
      },
      removeStorage: (option: Record<string, unknown>) => {
        remove(option.key);
        return {};
      },
      clearStorage: () => {
        storage.clear();
        return {};
      },
      getStorageInfo: info,
    },
    direct: {
      setStorageSync: set,
      getStorageSync: (key: unknown) => get(key) ?? '',
      removeStorageSync: remove,
      clearStorageSync: () => { storage.clear(); },
      getStorageInfoSync: info,
      batchSetStorageSync: (list: { key: string; value: unknown }[]) => { for (const { key, value } of list) set(key, value); },
      batchGetStorageSync: (keys: string[]) => keys.map((key) => get(key) ?? ''),
    },
  };
}
