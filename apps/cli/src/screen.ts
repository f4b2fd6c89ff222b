import { CostTotal } from '@outcrop/pricing';
import type { ContentBlock, UnifiedMessage, UnifiedResponse } from '@outcrop/unified-response';
import picocolors from 'picocolors';
import type { Endpoint } from './endpoint.js';
import { wrap } from './wrap.js';

/** Width of the column that says who speaks. */
const LABEL_WIDTH = 11;
const MAX_WIDTH = 100;

/** Shows a conversation to a person: coloured on a terminal, plain in a pipe. */
export interface Screen {
  note(text: string): void;
  /** The caller's own messages: prompts and tool results. */
  messages(messages: readonly UnifiedMessage[]): void;
  response(response: UnifiedResponse): void;
  /** Model, tokens, cost and end of the whole conversation. */
  summary(responses: readonly UnifiedResponse[], endpoint: Endpoint): void;
}

export function createScreen(stream: NodeJS.WriteStream): Screen {
  const colors = picocolors.createColors(picocolors.isColorSupported && stream.isTTY);
  const width = Math.min(stream.columns ?? MAX_WIDTH, MAX_WIDTH) - LABEL_WIDTH;

  const row = (label: string, text: string, paint: (line: string) => string = String): void => {
    wrap(text, width).forEach((line, index) => {
      const head = index === 0 ? label : '';
      stream.write(`${colors.bold(head.padEnd(LABEL_WIDTH))}${paint(line)}\n`);
    });
  };

  const block = (who: string, content: ContentBlock): void => {
    switch (content.type) {
      case 'text':
        row(who, content.text);
        break;
      case 'reasoning':
        row('thinks', content.reasoning === '' ? '(encrypted)' : content.reasoning, colors.dim);
        break;
      case 'tool_call':
        row('calls', `${content.name} ${content.arguments}`, colors.cyan);
        break;
      case 'tool_result':
        row('tool', textOf(content.output), content.status === 'error' ? colors.red : colors.green);
        break;
      case 'image':
        row(who, `[image, ${content.data?.byteLength ?? 0} bytes]`, colors.dim);
        break;
      default:
        row(who, `[${content.type}]`, colors.dim);
    }
  };

  return {
    note: (text) =>
      stream.write(
        `${wrap(text, width + LABEL_WIDTH)
          .map(colors.dim)
          .join('\n')}\n\n`,
      ),
    messages(messages) {
      for (const message of messages) {
        const who = message.role === 'user' ? 'you' : message.role;
        for (const content of message.content) block(who, content);
      }
    },
    response(response) {
      for (const message of response.messages) {
        for (const content of message.content) block('model', content);
      }
    },
    summary(responses, endpoint) {
      const last = responses.at(-1);
      if (!last) return;
      const sum = (count: (response: UnifiedResponse) => number): string =>
        responses.reduce((total, response) => total + count(response), 0).toLocaleString('en-US');
      const calls = responses.length === 1 ? '1 call' : `${responses.length} calls`;
      const { region, stopReason } = last.providerMetadata;
      stream.write('\n');
      row('model', `${last.model}${typeof region === 'string' ? ` in ${region}` : ''}`);
      row(
        'tokens',
        `${sum(({ usage }) => usage.inputTokens)} in, ${sum(({ usage }) => usage.outputTokens)} out, ${calls}`,
      );
      row('cost', costOf(responses, endpoint));
      row('stopped', `${last.finishReason} (${String(stopReason)})`);
      for (const { code, message } of responses.flatMap(({ warnings }) => warnings)) {
        row('warning', `${message} (${code})`, colors.yellow);
      }
      for (const { code, message } of responses.flatMap(({ repairs }) => repairs)) {
        row('repair', `${message} (${code})`, colors.yellow);
      }
    },
  };
}

function costOf(responses: readonly UnifiedResponse[], endpoint: Endpoint): string {
  const total = responses.reduce((sum, { cost }) => sum.add(cost), new CostTotal());
  const unknown = responses.find(({ cost }) => cost.status === 'unknown')?.cost;
  if (unknown?.status === 'unknown') return `unknown: ${unknown.message ?? unknown.reason}`;
  const price = `$${total.exact}`;
  return endpoint.billed ? price : `${price} at Bedrock's prices; this run was free`;
}

function textOf(output: unknown): string {
  return typeof output === 'string' ? output : JSON.stringify(output);
}
