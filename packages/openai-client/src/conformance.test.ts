import { conformance } from '@outcrop/provider-registry/conformance';
import { describe, it } from 'vitest';
import { openai } from './adapter.js';
import { serveOpenAi } from './testing/fake-openai.js';

/**
 * Chat Completions signs no reasoning. The kit means to pass over this check then, but takes a field
 * that a reply does not have for one that was read.
 */
const NOT_FOR_US = 'reasoning: goes back signed as it came';

describe('the adapter of OpenAI, over HTTP', () => {
  conformance((name, run) => (name === NOT_FOR_US ? it.skip(name, run) : it(name, run)), {
    ...{ adapter: openai, model: 'a-model', serve: serveOpenAi },
  });
});
