#!/usr/bin/env node
import { emulatorCommand } from './emulator-command.js';

async function run(): Promise<void> {
  const emulator = await emulatorCommand(process.argv.slice(2), (text) => {
    process.stdout.write(text);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator?.close());
  }
}

run().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
