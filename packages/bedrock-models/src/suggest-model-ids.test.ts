import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_MODELS } from './known-models.js';
import { suggestModelIds } from './suggest-model-ids.js';

const SONNET_4_5 = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

describe('suggestModelIds', () => {
  it.each<[why: string, id: string, region: string, suggestions: string[]]>([
    [
      'a bare id that needs a profile',
      SONNET_4_5,
      'us-east-1',
      [`us.${SONNET_4_5}`, `global.${SONNET_4_5}`],
    ],
    ['Tokyo', SONNET_4_5, 'ap-northeast-1', [`jp.${SONNET_4_5}`, `global.${SONNET_4_5}`]],
    ['Sydney', SONNET_4_5, 'ap-southeast-2', [`au.${SONNET_4_5}`, `global.${SONNET_4_5}`]],
    ['no profile near', SONNET_4_5, 'sa-east-1', [`global.${SONNET_4_5}`]],
    [
      'an older model in Tokyo',
      'anthropic.claude-3-7-sonnet-20250219-v1:0',
      'ap-northeast-1',
      ['apac.anthropic.claude-3-7-sonnet-20250219-v1:0'],
    ],
    [
      'a wrong prefix',
      `eu.${SONNET_4_5}`,
      'us-west-2',
      [`us.${SONNET_4_5}`, `global.${SONNET_4_5}`],
    ],
    [
      'the right prefix, refused for another reason',
      `eu.${SONNET_4_5}`,
      'eu-central-1',
      [`global.${SONNET_4_5}`],
    ],
    [
      'a double prefix',
      'us.us.anthropic.claude-opus-5',
      'us-east-1',
      ['us.anthropic.claude-opus-5', 'global.anthropic.claude-opus-5'],
    ],
    [
      'a version too many',
      'us.anthropic.claude-opus-4-6-v1:0',
      'us-east-1',
      ['us.anthropic.claude-opus-4-6-v1', 'global.anthropic.claude-opus-4-6-v1'],
    ],
    [
      'a version and a date too few',
      'us.anthropic.claude-sonnet-4-5',
      'us-east-1',
      [`us.${SONNET_4_5}`, `global.${SONNET_4_5}`],
    ],
    [
      'two versions of one name, the newer first',
      'anthropic.claude-3-5-sonnet',
      'us-east-1',
      [
        'us.anthropic.claude-3-5-sonnet-20241022-v2:0',
        'us.anthropic.claude-3-5-sonnet-20240620-v1:0',
      ],
    ],
    [
      'no vendor',
      'claude-opus-5',
      'eu-west-1',
      ['eu.anthropic.claude-opus-5', 'global.anthropic.claude-opus-5'],
    ],
    ['a profile that does not exist', 'us.zai.glm-5', 'us-east-1', ['zai.glm-5']],
    [
      'a profile out of reach',
      'us.mistral.pixtral-large-2502-v1:0',
      'ap-south-1',
      ['mistral.pixtral-large-2502-v1:0'],
    ],
    ['nothing better is known', 'zai.glm-5', 'us-east-1', []],
    [
      'a model in no list',
      'newcomer.model-1',
      'ap-northeast-3',
      ['jp.newcomer.model-1', 'apac.newcomer.model-1', 'global.newcomer.model-1'],
    ],
    [
      'GovCloud, which has no global profiles',
      'newcomer.model-1',
      'us-gov-west-1',
      ['us-gov.newcomer.model-1'],
    ],
    [
      'a context suffix',
      'anthropic.claude-3-haiku-20240307-v1:0:48k',
      'eu-west-3',
      ['eu.anthropic.claude-3-haiku-20240307-v1:0'],
    ],
    [
      'a foundation-model ARN',
      `arn:aws:bedrock:us-east-1::foundation-model/${SONNET_4_5}`,
      'us-east-1',
      [`us.${SONNET_4_5}`, `global.${SONNET_4_5}`],
    ],
    [
      'an opaque ARN',
      'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghij12',
      'us-east-1',
      [],
    ],
  ])('%s: %s in %s', (_, id, region, suggestions) => {
    expect(suggestModelIds(id, region)).toStrictEqual(suggestions);
  });

  it('never repeats the id or itself', () => {
    const ids = Object.entries(KNOWN_MODELS).flatMap(([id, geos]) => [
      id,
      ...geos.split(' ').map((geo) => `${geo}.${id}`),
    ]);
    fc.assert(
      fc.property(
        fc.constantFrom(...ids.filter((id) => !id.startsWith('.'))),
        fc.constantFrom('us-east-1', 'eu-west-1', 'ap-southeast-2', 'ca-central-1', 'cn-north-1'),
        (id, region) => {
          const suggestions = suggestModelIds(id, region);
          expect(suggestions).not.toContain(id);
          expect(new Set(suggestions).size).toBe(suggestions.length);
        },
      ),
    );
  });
});
