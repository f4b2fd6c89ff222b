import { conformance } from '@outcrop/provider-registry/conformance';
import { describe, it } from 'vitest';
import { echo } from './adapter.js';
import { serveEcho } from './testing/fake-echo.js';

describe('the adapter of Echo', () => {
  conformance(it, { adapter: echo, model: 'parrot-1', serve: serveEcho });
});
