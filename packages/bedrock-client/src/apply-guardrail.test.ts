import { describe, expect, it } from 'vitest';
import type { GuardrailParams } from './apply-guardrail.js';
import { answeringServer, refusal, SIGNED } from './testing/answering-server.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf } from './testing/emulated.js';

const guardrail = { guardrailIdentifier: 'gr4rd1d', guardrailVersion: '3' };

const USAGE = {
  topicPolicyUnits: 0,
  contentPolicyUnits: 1,
  wordPolicyUnits: 0,
  sensitiveInformationPolicyUnits: 1,
  sensitiveInformationPolicyFreeUnits: 0,
  contextualGroundingPolicyUnits: 0,
};

describe('applyGuardrail', () => {
  it('sends texts and images, and gives what each policy found', async () => {
    const assessment = {
      sensitiveInformationPolicy: {
        piiEntities: [{ type: 'EMAIL', match: 'a@b.example', action: 'ANONYMIZED' }],
        regexes: [],
      },
      appliedGuardrailDetails: { guardrailId: 'gr4rd1d', guardrailOrigin: ['REQUEST'] },
    };
    const server = await answeringServer(() => ({
      body: {
        action: 'GUARDRAIL_INTERVENED',
        actionReason: 'Guardrail masked.',
        outputs: [{ text: 'Mail {EMAIL}.' }],
        assessments: [assessment],
        usage: USAGE,
        guardrailCoverage: { textCharacters: { guarded: 17, total: 17 } },
        later: 'a member of a later version',
      },
    }));
    const result = await clientOf(server).applyGuardrail({
      guardrail,
      source: 'OUTPUT',
      content: [
        'Mail a@b.example.',
        { text: 'Berlin is a city.', qualifiers: ['grounding_source'] },
        { image: new Uint8Array([1, 2, 3]), format: 'png' },
      ],
      outputScope: 'FULL',
    });
    expect(result).toEqual({
      action: 'GUARDRAIL_INTERVENED',
      actionReason: 'Guardrail masked.',
      outputs: ['Mail {EMAIL}.'],
      assessments: [assessment],
      usage: USAGE,
      guardrailCoverage: { textCharacters: { guarded: 17, total: 17 } },
      requestId: 'id-1',
    });
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/guardrail/gr4rd1d/version/3/apply',
        headers: { authorization: expect.stringMatching(SIGNED) },
      },
    ]);
    expect(server.requests[0]?.body).toEqual({
      source: 'OUTPUT',
      content: [
        { text: { text: 'Mail a@b.example.' } },
        { text: { text: 'Berlin is a city.', qualifiers: ['grounding_source'] } },
        { image: { format: 'png', source: { bytes: 'AQID' } } },
      ],
      outputScope: 'FULL',
    });
  });

  it('takes a single text', async () => {
    const server = await answeringServer(() => ({ body: { action: 'NONE', usage: USAGE } }));
    const result = await clientOf(server).applyGuardrail({
      guardrail,
      source: 'INPUT',
      content: 'Hi',
    });
    expect(result).toMatchObject({ action: 'NONE', outputs: [], assessments: [], usage: USAGE });
    expect(server.requests[0]?.body).toEqual({
      source: 'INPUT',
      content: [{ text: { text: 'Hi' } }],
    });
  });

  it('escapes the ARN of a guardrail', async () => {
    const server = await answeringServer(() => ({ body: { action: 'NONE' } }));
    const guardrailIdentifier = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr4rd1d';
    await clientOf(server).applyGuardrail({
      guardrail: { guardrailIdentifier, guardrailVersion: 'DRAFT' },
      source: 'INPUT',
      content: 'Hi',
    });
    const label = encodeURIComponent(guardrailIdentifier);
    expect(server.requests[0]?.path).toBe(`/guardrail/${label}/version/DRAFT/apply`);
  });

  it('says that the guardrail is not to be found, not a model', async () => {
    const server = await answeringServer(() =>
      refusal(404, 'ResourceNotFoundException', 'The guardrail identifier or version is wrong.'),
    );
    const params = { guardrail, source: 'INPUT', content: 'Hi' } as const;
    const error = await caughtError(clientOf(server).applyGuardrail(params));
    expect(error).toMatchObject({ reason: 'invalid_request', path: 'guardrail', suggestions: [] });
    expect(error.message).toContain('The guardrail identifier or version is wrong.');
  });

  it.each<[string, Record<string, unknown>]>([
    ['guardrail.guardrailIdentifier', { guardrail: { guardrailVersion: '1' } }],
    ['guardrail.guardrailVersion', { guardrail: { guardrailIdentifier: 'x' } }],
    ['source', { source: 'input' }],
    ['content[0]', { content: undefined }],
    ['content[1]', { content: ['a text', { image: 'AQID', format: 'png' }] }],
  ])('names %s when it is wrong, and sends nothing', async (path, wrong) => {
    const server = await answeringServer(() => ({}));
    const params = { guardrail, source: 'INPUT', content: 'Hi', ...wrong } as GuardrailParams;
    const error = await caughtError(clientOf(server).applyGuardrail(params));
    expect(error).toMatchObject({ reason: 'invalid_request', path });
    expect(server.requests).toEqual([]);
  });
});
