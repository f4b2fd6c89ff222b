import { isProviderError } from '@outcrop/unified-response';
import type { Group } from '../check.js';
import { expectEqual, expectThat, shown } from '../expectations.js';

const FLAGS = ['streaming', 'tools', 'reasoning', 'structuredOutput', 'promptCaching'] as const;
const MEDIA: readonly unknown[] = ['image', 'audio', 'video', 'document'];

const TYPES: readonly unknown[] = ['string', 'number', 'boolean', 'object', 'array', 'any'];

/** Names of fields that hold secrets, in whatever case. */
const SECRET = /(key|secret|password|token)$/i;

export const MANIFEST: Group = {
  name: 'manifest',
  checks: [
    {
      name: 'is of contract 1, with an id that can stand before a colon',
      run: async ({ manifest }) => {
        expectEqual('manifest.contract', manifest.contract, 1);
        expectThat(
          /^[^:\s]+$/.test(manifest.id),
          () => `manifest.id has to be a word without a colon, and is ${shown(manifest.id)}`,
        );
      },
    },
    {
      name: 'says of every capability whether it is there',
      run: async ({ manifest: { capabilities } }) => {
        for (const flag of FLAGS) {
          const value = capabilities?.[flag];
          expectThat(
            typeof value === 'boolean',
            () => `capabilities.${flag} has to be true or false, and is ${shown(value)}`,
          );
        }
        const strange = capabilities.media?.filter((kind) => !MEDIA.includes(kind));
        expectEqual('capabilities.media beyond image, audio, video, document', strange, []);
      },
    },
    {
      name: 'describes every field of its configuration',
      run: async ({ manifest: { configSchema } }) => {
        for (const [name, { type, description }] of Object.entries(configSchema)) {
          expectThat(
            TYPES.includes(type) && description.trim() !== '',
            () => `configSchema.${name} has to have a type (${TYPES.join(', ')}) and a description`,
          );
        }
      },
    },
    {
      name: 'marks the fields that hold secrets',
      run: async ({ manifest: { configSchema } }) => {
        const unmarked = Object.entries(configSchema)
          .filter(([name, { type, secret }]) => type === 'string' && SECRET.test(name) && !secret)
          .map(([name]) => name);
        expectEqual('fields without secret: true that read like secrets', unmarked, []);
      },
    },
    {
      name: 'goes with a client, or an error that says what is missing',
      run: async (bench) => {
        try {
          bench.register({});
        } catch (error) {
          expectThat(
            isProviderError(error) && error.reason === 'config',
            () => `an empty config has to make a client, or a ProviderError config; got ${error}`,
          );
        }
      },
    },
    {
      name: 'needs no field that its configSchema does not list',
      run: async (bench) => {
        const config = await bench.config({ text: ['Good day'] });
        const listed = Object.keys(bench.manifest.configSchema);
        const others = Object.keys(config).filter((name) => !listed.includes(name));
        expectEqual('fields of the config of serve() that configSchema does not list', others, []);
      },
    },
    {
      name: 'serves its api types, with a model as default of the calls',
      run: async (bench) => {
        const config = await bench.config({ text: ['Good day'] });
        const { apiTypes } = bench.manifest;
        expectThat(apiTypes.length > 0, () => 'manifest.apiTypes has to name at least one');
        for (const api_type of apiTypes) {
          const client = bench.register({ ...config, api_type, model: bench.model });
          const { messages } = bench.params();
          const { text, warnings } = await client.create({ messages });
          expectEqual('response.text', text, 'Good day');
          expectEqual('response.warnings', warnings, []);
        }
      },
    },
  ],
};
