/** Where the app's requests go. */
export interface ApiServer {
  /** Address of the running BFF, e.g. `http://127.0.0.1:41234`. */
  url: string;
  /** The address built into the bundle; a request to any other one is refused, as WeChat refuses a domain not registered. */
  builtAs?: string;
}

/**
 * - `on`: requests go through;
 * - `off`: they fail at once, as in airplane mode;
 * - `answers-lost`: the server gets them and acts, the answer never arrives.
 */
export type NetworkState = 'on' | 'off' | 'answers-lost';

/** One request of the app, for tests to look at. */
export interface SentRequest {
  method: string;
  url: string;
  status?: number;
}

interface RequestOption {
  url?: unknown;
  method?: unknown;
  data?: unknown;
  header?: unknown;
  timeout?: unknown;
  dataType?: unknown;
  responseType?: unknown;
}

export interface Answer {
  statusCode: number;
  header: Record<string, string>;
  data: unknown;
  cookies: string[];
}

/** The address built into the mini-program. Empty is as good as not set: the component tests set it so for their whole run. */
export const builtApi = process.env.TARO_APP_API || 'http://127.0.0.1:8080';
const defaultTimeout = 60_000;

export interface Network {
  state: NetworkState;
  sent: SentRequest[];
  /** Requests the app still waits for. */
  pending(): number;
  /** Starts a request. `done` settles with what WeChat gives the app; a refusal's message comes without the API's name. */
  request(option: RequestOption): { done: Promise<Answer>; abort(): void };
  /** Ends all requests and waits until none is left. */
  close(): Promise<void>;
}

/** `wx.request` over fetch, to the BFF of the test. */
export function createNetwork(server: ApiServer | undefined, parse: (text: string) => unknown): Network {
  const running = new Map<AbortController, Promise<unknown>>();

  const send = async (option: RequestOption, signal: AbortSignal, network: Network): Promise<Answer> => {
    const method = String(option.method ?? 'GET').toUpperCase();
    const asked = new URL(String(option.url));
    const record: SentRequest = { method, url: `${asked.pathname}${asked.search}` };
    network.sent.push(record);
    if (network.state === 'off') throw new Error('errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED');
    if (!server || asked.origin !== new URL(server.builtAs ?? builtApi).origin) {
      throw new Error(`url not in domain list: ${asked.origin}`);
    }
    // WeChat sends this content type even with an empty body: a server that parses JSON strictly must cope.
    const header: Record<string, string> = { 'content-type': 'application/json' };
    for (const [name, value] of Object.entries((option.header ?? {}) as Record<string, unknown>)) {
      if (value !== undefined) header[name.toLowerCase()] = String(value);
    }
    const target = new URL(asked.pathname + asked.search, server.url);
    let body: string | ArrayBuffer | undefined;
    if (method === 'GET' || method === 'HEAD') {
      for (const [name, value] of Object.entries((option.data ?? {}) as Record<string, unknown>)) {
        target.searchParams.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
      }
    } else {
      body = bodyOf(option.data, header['content-type'] ?? '');
    }
    const response = await fetch(target, { method, headers: header, ...(body === undefined ? {} : { body }), signal });
    const bytes = await response.arrayBuffer();
    record.status = response.status;
    if (network.state === 'answers-lost') throw new Error('errcode:-118 cronet_error_code:-118 error_msg:net::ERR_CONNECTION_TIMED_OUT');
    return {
      statusCode: response.status,
      header: Object.fromEntries(response.headers),
      cookies: response.headers.getSetCookie(),
      data: option.responseType === 'arraybuffer' ? bytes : dataOf(Buffer.from(bytes).toString('utf8'), option.dataType),
    };
  };

  const dataOf = (text: string, dataType: unknown): unknown => {
    if (dataType !== undefined && dataType !== 'json') return text;
    try {
      return parse(text);
    } catch {
      return text;
    }
  };

  const network: Network = {
    state: 'on',
    sent: [],
    pending: () => running.size,
    request: (option) => {
      const controller = new AbortController();
      const timer = setTimeout(() => { controller.abort(new Error('timeout')); }, Number(option.timeout) || defaultTimeout);
      const done = send(option, controller.signal, network).finally(() => {
        clearTimeout(timer);
        running.delete(controller);
      });
      running.set(controller, done);
      return { done, abort: () => { controller.abort(new Error('abort')); } };
    },
    close: async () => {
      const all = [...running.values()];
      for (const controller of running.keys()) controller.abort(new Error('abort'));
      await Promise.allSettled(all);
    },
  };
  return network;
}

function bodyOf(data: unknown, contentType: string): string | ArrayBuffer | undefined {
  if (data === undefined || data === null) return undefined;
  if (typeof data === 'string') return data;
  if (Object.prototype.toString.call(data) === '[object ArrayBuffer]') return Uint8Array.from(new Uint8Array(data as ArrayBuffer)).buffer;
  if (contentType.includes('application/x-www-form-urlencoded')) {
    return new URLSearchParams(Object.entries(data as Record<string, unknown>).map(([k, v]) => [k, String(v)])).toString();
  }
  return JSON.stringify(data);
}
