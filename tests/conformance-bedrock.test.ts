import { bedrock } from '@outcrop/bedrock-client';
import { conformance } from '@outcrop/provider-registry/conformance';
import { describe, it } from 'vitest';
import { MODEL, serveBedrock } from './support/serve-bedrock.js';

describe('the adapter of Bedrock, against the emulator', () => {
  conformance(it, {
    adapter: bedrock,
    model: MODEL,
    serve: serveBedrock,
    patienceMs: 20_000,
  });
});
