import { bedrock } from '@outcrop/bedrock-client';
import { createRegistry, type ModelClient } from '@outcrop/provider-registry';
import {
  isProviderError,
  type UnifiedMessage,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import { answerCall, TIME_TOOL } from './demo-tool.js';
import { type Endpoint, openEndpoint } from './endpoint.js';
import { imageBlock } from './image-file.js';
import { printError } from './print-error.js';
import { printJson } from './print-json.js';
import { createScreen, type Screen } from './screen.js';
import { readPrompt } from './standard-input.js';
import { whileWaiting } from './waiting.js';

export interface AskOptions {
  readonly image: readonly string[];
  readonly system?: string;
  readonly model: string;
  readonly tool?: boolean;
  readonly maxTokens?: number;
  readonly json?: boolean;
  readonly live?: boolean;
  readonly region?: string;
  readonly profile?: string;
}

const DEMO_PROMPT = 'What time is it in Tokyo?';
const IMAGE_PROMPT = 'What is in this image?';
/** A model that only ever calls tools has to be stopped somewhere. */
const MAX_ROUNDS = 5;

/** Where a command reads and writes. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Carries one conversation to its final answer and shows it. @returns the exit code. */
export async function ask(
  prompt: string,
  options: AskOptions,
  terminal: Terminal = process,
): Promise<number> {
  const screen = createScreen(terminal.stdout);
  let endpoint: Endpoint | undefined;
  try {
    const question = await readPrompt(prompt, terminal.stdin);
    const conversation = await open(question, options);
    endpoint = await openEndpoint(options);
    const registry = createRegistry({ bedrock });
    const client = registry.client({
      api_type: 'bedrock',
      model: options.model,
      ...(options.maxTokens === undefined ? {} : { max_tokens: options.maxTokens }),
      ...endpoint.config,
    });
    if (!options.json) screen.note(endpoint.note);
    const offersTool = options.tool ?? (question === undefined && options.image.length === 0);
    const responses = await converse(client, conversation, offersTool, {
      screen: options.json ? undefined : screen,
      waiting: terminal.stderr,
    });
    if (options.json) printJson(responses, terminal.stdout);
    else screen.summary(responses, endpoint);
    await registry.close();
    return 0;
  } catch (error) {
    if (!isProviderError(error) && !(error instanceof RangeError)) throw error;
    printError(error, terminal.stderr);
    return 1;
  } finally {
    await endpoint?.close();
  }
}

async function open(question: string | undefined, options: AskOptions): Promise<UnifiedMessage[]> {
  const images = await Promise.all(options.image.map(imageBlock));
  const asked = question ?? (images.length > 0 ? IMAGE_PROMPT : DEMO_PROMPT);
  const text = { type: 'text', text: asked } as const;
  return [
    ...(options.system === undefined
      ? []
      : [{ role: 'system', content: [{ type: 'text', text: options.system }] } as const]),
    { role: 'user', content: [...images, text] },
  ];
}

/** Asks, runs the tools that are called, and asks again, until there is an answer without a call. */
async function converse(
  client: ModelClient,
  opening: readonly UnifiedMessage[],
  offersTool: boolean,
  shown: { readonly screen: Screen | undefined; readonly waiting: NodeJS.WriteStream },
): Promise<UnifiedResponse[]> {
  const { screen, waiting } = shown;
  const messages: UnifiedMessage[] = [...opening];
  const responses: UnifiedResponse[] = [];
  screen?.messages(messages);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const response = await whileWaiting(
      client.create({ messages, ...(offersTool ? { tools: [TIME_TOOL] } : {}) }),
      waiting,
    );
    responses.push(response);
    screen?.response(response);
    messages.push(...response.messages);
    if (response.finishReason !== 'tool_calls') return responses;
    const results: UnifiedMessage = { role: 'tool', content: response.toolCalls.map(answerCall) };
    screen?.messages([results]);
    messages.push(results);
  }
  return responses;
}
