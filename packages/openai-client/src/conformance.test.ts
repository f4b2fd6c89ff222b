import { conformance } from '@outcrop/provider-registry/conformance';
import { describe, it } from 'vitest';
import { openai } from './adapter.js';
import { serveOpenAi } from './testing/fake-openai.js';

describe('the adapter of OpenAI, over HTTP', () => {
  conformance(it, { adapter: openai, model: 'a-model', serve: serveOpenAi });
});
