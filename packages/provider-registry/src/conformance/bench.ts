import type { ChatParams } from '@outcrop/unified-response';
import type { AdapterManifest, ClientConfig, ProviderAdapter } from '../adapter.js';
import type { ModelClient } from '../model-client.js';
import { createRegistry } from '../registry.js';
import { shown } from './expectations.js';
import type { ReceivedRequest, Reply } from './reply.js';
import { replyFor, type Script, type ScriptedReply, scriptedReply } from './scripted-reply.js';
import type { ConformanceSetup } from './setup.js';

/** Where one check works: the adapter, providers that say what they are told, and what they received. */
export class Bench {
  readonly adapter: ProviderAdapter;
  readonly model: string;
  /** What the providers of this check received, in order. */
  readonly received: ReceivedRequest[] = [];
  /** Fulfilled when the first request has been received. */
  readonly asked: Promise<void>;
  /** Fulfilled when the client has closed the connection of a silent answer. */
  readonly left: Promise<void>;
  /** What the check is waiting for, should it never come. */
  waitingFor = 'the adapter';

  readonly #serve: ConformanceSetup['serve'];
  readonly #closing: (() => unknown)[] = [];
  readonly #replies: ScriptedReply[] = [];
  #noteAsked: () => void = () => {};
  #noteLeft: () => void = () => {};

  constructor({ adapter, model, serve }: ConformanceSetup) {
    this.adapter = adapter;
    this.model = model;
    this.#serve = serve;
    this.asked = new Promise((resolve) => {
      this.#noteAsked = resolve;
    });
    this.left = new Promise((resolve) => {
      this.#noteLeft = resolve;
    });
  }

  /** What the adapter says of itself. */
  get manifest(): AdapterManifest {
    return this.adapter.manifest;
  }

  /** Starts a provider that answers so, and returns what reaches it. */
  async config(script: Script): Promise<ClientConfig> {
    let turn = 0;
    const answer = (request: ReceivedRequest): Reply => {
      this.received.push(request);
      const scripted = scriptedReply(replyFor(script, request, turn), this.#noteLeft);
      turn += 1;
      this.#replies.push(scripted);
      this.#noteAsked();
      return scripted.reply;
    };
    const provider = await this.#serve(answer);
    this.#closing.push(() => provider.close());
    return provider.config;
  }

  /** A client of a provider that answers so. */
  async client(script: Script): Promise<ModelClient> {
    return this.open(await this.config(script));
  }

  /** The adapter's own client, without the care that a registry takes. */
  open(config: ClientConfig): ModelClient {
    return this.#closedWithCheck(this.adapter.createClient(config));
  }

  /** A client from a registry, which holds the config to the manifest. */
  register(config: ClientConfig): ModelClient {
    const { id } = this.manifest;
    const registry = createRegistry({ [id]: this.adapter });
    return this.#closedWithCheck(registry.client({ api_type: id, ...config }));
  }

  /** A call of the model, with a greeting unless told otherwise. */
  params(params: Partial<ChatParams> = {}): ChatParams {
    return { model: this.model, messages: [{ role: 'user', content: 'Good day' }], ...params };
  }

  /** Whether `serve` looked at that field of a reply that has it. */
  hasRead(field: string): boolean {
    return this.#replies.some(({ script, unread }) => field in script && !unread.has(field));
  }

  /** What may help to understand a failure: what was scripted, and what `serve` made nothing of. */
  notes(): string[] {
    const reply = this.#replies.at(-1);
    if (reply === undefined) return ['The provider received no request.'];
    const told = `The provider was told to answer ${shown(reply.script)}`;
    const unread = [...reply.unread].map((field) => `reply.${field}`).join(', ');
    if (unread === '') return [told];
    return [told, `serve() never looked at ${unread}: it has to say that in the provider's words.`];
  }

  #closedWithCheck(client: ModelClient): ModelClient {
    this.#closing.push(() => client.close());
    return client;
  }

  /** Closes clients, then providers. */
  async close(): Promise<void> {
    for (const close of this.#closing.reverse()) await close();
  }
}
