import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

it('reads its tables at the first question, once, and not on import', async () => {
  vi.resetModules();
  const parse = vi.spyOn(JSON, 'parse');
  const { modelProfile, parseModelRef } = await import('./index.js');
  parseModelRef('us.amazon.nova-lite-v1:0');
  expect(parse).not.toHaveBeenCalled();

  expect(modelProfile('us.amazon.nova-lite-v1:0').known).toBe(true);
  modelProfile('us.amazon.nova-pro-v1:0');
  expect(parse).toHaveBeenCalledTimes(1);
});
