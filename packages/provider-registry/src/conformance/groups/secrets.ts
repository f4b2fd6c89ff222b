import type { ClientConfig } from '../../adapter.js';
import type { Bench } from '../bench.js';
import type { Group } from '../check.js';
import { ConformanceError, expectFailure, expectThat } from '../expectations.js';
import { textsShownBy } from '../shown-texts.js';

export const SECRETS: Group = {
  name: 'secrets',
  checks: [
    {
      name: 'are not shown when the provider repeats them in an error',
      needs: 'secret fields',
      run: async (bench) => {
        let words = '';
        const config = await bench.config(() => ({
          kind: 'failure',
          reason: 'invalid_request',
          message: words,
        }));
        const secrets = secretsOf(bench, config);
        words = secrets.map(([name, secret]) => `${name}=${secret}`).join(', ');
        const client = bench.open(config);
        const create = (): unknown => client.create(bench.params());
        expectHidden(secrets, await expectFailure('create', create, 'invalid_request'));
      },
    },
  ],
};

type Secret = readonly [name: string, value: string];

/** The texts of the secret fields that the config has. */
function secretsOf({ manifest }: Bench, config: ClientConfig): Secret[] {
  const fields = Object.entries(manifest.configSchema);
  const names = fields.flatMap(([name, { secret }]) => (secret ? [name] : []));
  const secrets = names.flatMap((name): Secret[] => {
    const value = config[name];
    if (typeof value === 'string') return [[name, value]];
    return Object.entries(value ?? {}).flatMap(([part, text]) =>
      typeof text === 'string' ? [[`${name}.${part}`, text] as const] : [],
    );
  });
  expectThat(
    secrets.length > 0,
    () => `the config of serve() needs a value for a secret field: ${names.join(', ')}`,
  );
  return secrets;
}

function expectHidden(secrets: readonly Secret[], error: unknown): void {
  const texts = textsShownBy(error);
  for (const [name, secret] of secrets) {
    if (!texts.some((text) => text.includes(secret))) continue;
    throw new ConformanceError(`the error shows the value of ${name}: ${error}`);
  }
}
