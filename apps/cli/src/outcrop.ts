#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { type AskOptions, ask } from './ask.js';
import { type PriceOptions, price } from './price.js';

// The SDK's note about future Node versions is for those who build with it, not for who asks a model.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const program = new Command('outcrop')
  .description('Ask a model on Amazon Bedrock, or its stand-in on this machine; see what it costs.')
  .showHelpAfterError();

program
  .command('ask', { isDefault: true })
  .description(
    'send a prompt and show the answer; without one, show a conversation with a tool call',
  )
  .argument('[prompt...]', 'what to ask; "-" reads it from standard input')
  .option('-i, --image <file>', 'send an image along (may be repeated)', collect, [])
  .option('-s, --system <text>', 'set a system prompt')
  .option('-m, --model <id>', 'the model id or ARN', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0')
  .option('-t, --tool', 'offer the model a tool that tells the time')
  .option('--max-tokens <n>', 'the most tokens to answer with', parseCount)
  .option('--json', 'print the whole response as JSON')
  .option('--live', 'go to Amazon Bedrock, with your AWS credentials')
  .option('--region <name>', 'the AWS region (with --live)')
  .option('--profile <name>', 'a profile of your AWS configuration (with --live)')
  .action(async (words: string[], options: AskOptions) => {
    process.exitCode = await ask(words.join(' '), options);
  });

program
  .command('price')
  .description('show what a model costs, and what a call of it does, line by line')
  .argument('<model>', 'the model id or ARN')
  .option('--region <name>', 'the AWS region of the call')
  .option('--in <n>', 'input tokens, beside those of the cache', parseTokens)
  .option('--out <n>', 'output tokens', parseTokens)
  .option('--cache-read <n>', 'tokens read from the cache', parseTokens)
  .option('--cache-write <n>', 'tokens written to the cache for 5 minutes', parseTokens)
  .option('--cache-write-1h <n>', 'tokens written to the cache for 1 hour', parseTokens)
  .option('--tier <name>', 'the service tier: default, flex, priority')
  .option('--optimized', 'with optimized latency')
  .option('--batch', 'as part of a batch')
  .option('--json', 'print rows and cost as JSON')
  .action((model: string, options: PriceOptions) => {
    process.exitCode = price(model, options);
  });

await program.parseAsync();

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

function parseTokens(value: string): number {
  const tokens = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(tokens) || tokens < 0) {
    throw new InvalidArgumentError('It is no number of tokens.');
  }
  return tokens;
}

function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError('It is no count.');
  return count;
}
