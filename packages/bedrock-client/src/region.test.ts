import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BedrockClient } from './bedrock-client.js';
import { readEnvironment } from './environment.js';
import type { BedrockClientOptions } from './options.js';
import { resolveRegion } from './region.js';
import { thrownError } from './testing/caught-error.js';

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'outcrop-region-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(
    join(home, '.aws', 'config'),
    [
      '# region = commented-out-1',
      '[default]',
      'output = json',
      'region = eu-west-1   # a comment',
      '',
      '[profile work]',
      's3 =',
      '  region = nested-1',
      'region=eu-west-2;another',
      '[ profile "two words" ]',
      '\tregion = nested-2',
      'region = "eu-west-3"',
      "[profile 'single']",
      "region='eu-north-1'",
      '[profile regionless]',
      'output = text',
      '[sso-session other]',
      'region = sso-1',
      '[profile other] # the one that is meant',
      'region =  ap-south-1',
    ].join('\r\n'),
  );
});
afterAll(() => rmSync(home, { recursive: true }));

function regionWith(
  options: BedrockClientOptions,
  variables: Readonly<Record<string, string>> = {},
): string | undefined {
  return resolveRegion(options, readEnvironment(variables));
}

describe('without a region', () => {
  it('the constructor throws, in AG2 words, and says what to do', async () => {
    const error = await thrownError(() => new BedrockClient({}, readEnvironment({})));
    expect(error).toMatchObject({ reason: 'config', retryable: false, path: 'region' });
    expect(error.message).toMatch(/^Region is required to use the Amazon Bedrock API\./);
    expect(error.hint).toContain('AWS_REGION');
  });

  it.each<[why: string, options: BedrockClientOptions, variables: Record<string, string>]>([
    ['empty texts', { region: '', awsRegion: '' }, { AWS_REGION: '' }],
    ['no config file', {}, { HOME: join('nowhere', 'at', 'all') }],
    ['a config file that is a folder', {}, { AWS_CONFIG_FILE: tmpdir() }],
  ])('%s count as none', async (_, options, variables) => {
    const error = await thrownError(() => regionWith(options, variables));
    expect(error.message).toMatch(/^Region is required/);
  });

  it.each(['regionless', 'unheard-of', 'session', 'profile'])(
    'the profile %s does not help',
    async (profile) => {
      const error = await thrownError(() => regionWith({ profile }, { HOME: home }));
      expect(error.message).toMatch(/^Region is required/);
    },
  );

  it('a port or client of the caller needs none, and the environment is not asked', () => {
    const port = { converse: () => Promise.reject(new Error('not called')) };
    const client = { send: () => Promise.reject(new Error('not called')) };
    for (const options of [{ port }, { client }]) {
      expect(regionWith(options, { AWS_REGION: 'eu-west-1' })).toBeUndefined();
      expect(regionWith({ ...options, region: 'us-east-1' })).toBe('us-east-1');
    }
  });
});

describe('the region', () => {
  it('is the first of option, AWS_REGION, AWS_DEFAULT_REGION, shared config', () => {
    const config = { HOME: home };
    const fallback = { ...config, AWS_DEFAULT_REGION: 'us-west-2' };
    const variables = { ...fallback, AWS_REGION: 'us-east-2' };
    expect(regionWith({ region: 'a-1', awsRegion: 'b-1' }, variables)).toBe('a-1');
    expect(regionWith({ awsRegion: 'b-1' }, variables)).toBe('b-1');
    expect(regionWith({}, variables)).toBe('us-east-2');
    expect(regionWith({}, fallback)).toBe('us-west-2');
    expect(regionWith({}, config)).toBe('eu-west-1');
  });

  it.each([
    ['default', 'eu-west-1'],
    ['work', 'eu-west-2'],
    ['two words', 'eu-west-3'],
    ['single', 'eu-north-1'],
    ['other', 'ap-south-1'],
  ])('of the profile %s is %s', (profile, region) => {
    expect(regionWith({ profile }, { HOME: home })).toBe(region);
    expect(regionWith({ awsProfileName: profile }, { USERPROFILE: home })).toBe(region);
    expect(regionWith({}, { HOME: home, AWS_PROFILE: profile })).toBe(region);
    const file = { HOME: 'nowhere', AWS_CONFIG_FILE: join(home, '.aws', 'config') };
    expect(regionWith({ profile }, { ...file, AWS_PROFILE: 'unheard-of' })).toBe(region);
  });
});
