import type { UnifiedResponse } from '@outcrop/unified-response';
import type { Group } from '../check.js';
import { expectThat } from '../expectations.js';

const FIELD = { name: 'conformance_field', value: 'kept-by-conformance' };

export const UNKNOWN_FIELDS: Group = {
  name: 'unknown fields',
  checks: [
    {
      name: 'of an answer are kept',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good day'], unknownField: FIELD });
        expectKept('create', await client.create(bench.params()));
      },
    },
    {
      name: 'of a stream are kept',
      run: async (bench) => {
        const client = await bench.client({ text: ['Good ', 'day'], unknownField: FIELD });
        expectKept('stream', await client.stream(bench.params()).response);
      },
    },
  ],
};

function expectKept(call: string, response: UnifiedResponse): void {
  expectThat(
    JSON.stringify(response).includes(FIELD.value),
    () =>
      `the response of ${call} has to keep ${FIELD.name}, in providerMetadata or a generic block`,
  );
}
