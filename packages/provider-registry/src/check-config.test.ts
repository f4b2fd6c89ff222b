import { inspect } from 'node:util';
import { isProviderError, type ProviderError } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClientConfig, type ConfigField, defineAdapter } from './adapter.js';
import { createRegistry } from './registry.js';
import { Echo } from './testing/echo.js';

const FIELDS: Readonly<Record<string, ConfigField>> = {
  aws_region: { type: 'string', description: 'AWS region' },
  aws_access_key: { type: 'string', description: 'AWS access key', secret: true },
  secretAccessKey: { type: 'string', description: 'AWS secret key', secret: true },
  responseFormat: { type: 'any', description: 'response_format of calls that name none' },
  timeout: { type: 'number', description: 'Seconds to wait for an answer' },
  resolve: { type: 'boolean', description: 'Whether to ask' },
  images: { type: 'object', description: 'How images are loaded' },
  stops: { type: 'array', description: 'Where to stop' },
  hook: { type: 'any', description: 'Told of calls' },
  mode: { type: 'string', description: 'standard or adaptive' },
};

function registryOf(configSchema: Readonly<Record<string, ConfigField>>) {
  const { adapter } = new Echo();
  const checked = defineAdapter({
    ...adapter,
    manifest: { ...adapter.manifest, configSchema },
  });
  return createRegistry({ eager: checked, lazy: () => checked });
}

const registry = registryOf(FIELDS);

/** The error that refuses a config entry, where one does. */
function refusal(config: ClientConfig, by = registry): ProviderError | undefined {
  try {
    by.client({ api_type: 'eager', ...config });
    return undefined;
  } catch (error) {
    if (isProviderError(error)) return error;
    throw error;
  }
}

describe('a field of the adapter', () => {
  it.each([
    ['aws_region', 'us-east-1'],
    ['aws_region', null],
    ['aws_region', undefined],
    ['timeout', 60],
    ['resolve', false],
    ['images', {}],
    ['images', new Map()],
    ['stops', []],
    ['hook', () => {}],
    ['hook', 'any'],
  ])('%s takes %j', (field, value) => {
    expect(refusal({ [field]: value })).toBeUndefined();
  });

  it.each([
    ['aws_region', 7, 'string', 'the number 7'],
    ['timeout', '60', 'number', 'the string "60"'],
    ['resolve', 'no', 'boolean', 'the string "no"'],
    ['images', [], 'object', 'an array of 0'],
    ['images', 'all', 'object', 'the string "all"'],
    ['stops', { 0: 'a' }, 'array', 'an object'],
    ['aws_region', ['us-east-1'], 'string', 'an array of 1'],
  ])('%s does not take %j', (field, value, type, came) => {
    expect(refusal({ [field]: value })).toMatchObject({
      reason: 'config',
      path: field,
      provider: 'eager',
      message: `${field}: expected a value of type ${type}, got ${came}`,
      hint: `${field} is: ${FIELDS[field]?.description}.`,
    });
  });

  it.each([undefined, null])('that is required is not to be %s', (value) => {
    const key: ConfigField = { type: 'string', description: 'The key', required: true };
    for (const secret of [false, true]) {
      const by = registryOf({ key: { ...key, secret } });
      expect(refusal({ key: value }, by)?.message).toMatch(/^key: expected a value of type string/);
      expect(refusal({}, by)).toMatchObject({ path: 'key', hint: 'key is: The key.' });
      expect(refusal({ key: '' }, by)).toBeUndefined();
    }
  });

  it('is never shown where it is secret', () => {
    for (const field of ['aws_access_key', 'secretAccessKey', 'secretAcessKey']) {
      const error = refusal({ [field]: ['not-to-be-seen'] });
      expect(error?.path).toBe(field);
      expect(inspect(error, { depth: 9 })).not.toContain('not-to-be-seen');
    }
    expect(refusal({ aws_access_key: 7 })?.message).toBe(
      'aws_access_key: expected a value of type string, got a value of type number',
    );
  });

  it('of an adapter that is still to be loaded is refused by the first call', async () => {
    const client = registry.client({ api_type: 'lazy', timeout: '60' });
    await expect(client.create({ messages: [] })).rejects.toMatchObject({
      message: 'timeout: expected a value of type number, got the string "60"',
      provider: 'lazy',
    });
  });
});

describe('another field', () => {
  it.each([
    ['aws_regoin', 'aws_region'],
    ['aws_regon', 'aws_region'],
    ['awsRegion', 'aws_region'],
    ['AWS-REGION', 'aws_region'],
    ['secret_access_key', 'secretAccessKey'],
    ['aws_secret_access_key', 'secretAccessKey'],
    ['aws_access_key_id', 'aws_access_key'],
    ['timout', 'timeout'],
    ['timeouts', 'timeout'],
    ['resolves', 'resolve'],
    ['mdoe', 'mode'],
    ['Mode', 'mode'],
  ])('%s is taken for a typo of %s', (field, meant) => {
    expect(refusal({ [field]: 'a value' })).toMatchObject({
      reason: 'config',
      path: field,
      provider: 'eager',
      message: `${field}: unknown field; did you mean ${meant}?`,
      suggestions: [meant],
    });
  });

  it.each([
    'model',
    'temperature',
    'response_format',
    'stop',
    'price',
    'seed',
    'cache_seed',
    'tags',
    'api_type',
    'aws_profile_name',
    'myOwnField',
    'region_of_the_world',
    'x',
    '',
  ])('%j is none', (field) => {
    expect(refusal({ [field]: field === 'api_type' ? 'eager' : 'a value' })).toBeUndefined();
  });

  it('is a typo wherever a letter is doubled, lost or swapped with the next', () => {
    const long = Object.keys(FIELDS).filter((name) => name.length >= 6);
    fc.assert(
      fc.property(
        fc.constantFrom(...long),
        fc.constantFrom('doubled', 'lost', 'swapped'),
        fc.nat(),
        (name, slip, place) => {
          const at = place % (name.length - 1);
          const [before, letter, next] = [name.slice(0, at), name[at] ?? '', name[at + 1] ?? ''];
          const rest = name.slice(at + 2);
          const written = {
            doubled: before + letter + letter + next + rest,
            lost: before + next + rest,
            swapped: before + next + letter + rest,
          }[slip];
          fc.pre(!(written in FIELDS));
          expect(refusal({ [written]: 'a value' })?.suggestions).toEqual([name]);
        },
      ),
    );
  });
});
