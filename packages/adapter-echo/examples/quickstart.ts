import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { echo } from '@outcrop/adapter-echo';
import { createRegistry } from '@outcrop/provider-registry';

// A service to talk to: it says what it was told last.
const service = createServer(async (request, response) => {
  const { turns } = (await json(request)) as { turns: { parts: object[] }[] };
  const parts = turns.at(-1)?.parts;
  response.end(JSON.stringify({ id: 'e-1', parts, end: 'done', tokens: { in: 2, out: 2 } }));
});
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
const { port } = service.address() as AddressInfo;

const registry = createRegistry({ echo });
const client = registry.model('echo:parrot-1', {
  endpoint: `http://127.0.0.1:${port}`,
  api_key: 'a-key',
});
const response = await client.create({
  messages: [{ role: 'user', content: 'Anybody there?' }],
  price: [0.5, 1.5],
});
console.log(response.text);
// → Anybody there?
console.log(response.usage.totalTokens, 'tokens,', client.getUsage(response).cost, 'USD');
// → 4 tokens, 0.004 USD

await registry.close();
service.close();
