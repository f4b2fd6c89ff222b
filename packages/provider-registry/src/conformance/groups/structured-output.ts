import type { ChatParams } from '@outcrop/unified-response';
import type { Group } from '../check.js';
import { expectEqual } from '../expectations.js';

const CITY = { city: 'Oslo', days: 2, tags: ['cold'] };

export const CITY_FORMAT: NonNullable<ChatParams['response_format']> = {
  type: 'json_schema',
  json_schema: {
    name: 'city',
    schema: {
      type: 'object',
      properties: {
        city: { type: 'string' },
        days: { type: 'integer' },
        tags: { type: 'array', items: { type: 'string' } },
      },
      required: ['city', 'days', 'tags'],
      additionalProperties: false,
    },
  },
};

export const STRUCTURED_OUTPUT: Group = {
  name: 'structured output',
  checks: [
    {
      name: 'arrives as the value that the schema asks for',
      needs: 'structuredOutput',
      run: async (bench) => {
        const client = await bench.client({ json: CITY });
        const { parsed } = await client.create(bench.params({ response_format: CITY_FORMAT }));
        expectEqual('response.parsed', parsed, CITY);
      },
    },
    {
      name: 'is the same at the end of a stream',
      needs: 'structuredOutput',
      run: async (bench) => {
        const client = await bench.client({ json: CITY });
        const params = bench.params({ response_format: CITY_FORMAT });
        const { parsed } = await client.stream(params).response;
        expectEqual('parsed of the streamed response', parsed, CITY);
      },
    },
  ],
};
