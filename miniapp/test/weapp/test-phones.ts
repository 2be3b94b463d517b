import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { launchWeapp, type LaunchOptions } from './engine';
import type { Phone } from './phone';
import { sample } from './sample-app';

const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A phone with the sample on it, closed after the test. */
export async function phoneWith(options: LaunchOptions = {}): Promise<Phone> {
  const phone = await launchWeapp({ dist: sample(), patience: 2_000, ...options });
  open.push(phone);
  return phone;
}

/** A server that answers every request with what the function gives, and remembers the bodies; closed after the test. */
export async function serverThat(answer: (body: unknown, request: http.IncomingMessage) => object): Promise<{ url: string; seen: unknown[] }> {
  const seen: unknown[] = [];
  const server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    request.on('end', () => {
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      seen.push(body);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(body, request)));
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  open.push({ close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }) });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
