#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { type AskOptions, ask } from './ask.js';

// The SDK's note about future Node versions is for those who build with it, not for who asks a model.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const program = new Command('outcrop')
  .description('Ask a model on Amazon Bedrock, or its stand-in on this machine.')
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

await program.parseAsync();

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError('It is no count.');
  return count;
}
