// Gzipped sizes of what each entry loads, measured as the ES modules they are.

const asModule = (options) => ({ ...options, format: 'esm' });

export default [
  {
    name: 'unified-response',
    path: 'packages/unified-response/dist/index.js',
    limit: '10 kB',
  },
  {
    name: 'bedrock-models',
    path: 'packages/bedrock-models/dist/index.js',
    limit: '10 kB',
  },
  {
    name: 'converse-mapping',
    path: 'packages/converse-mapping/dist/index.js',
    limit: '30 kB',
    ignore: ['@outcrop/*'],
  },
  {
    name: 'pricing',
    path: 'packages/pricing/dist/index.js',
    limit: '25 kB',
    ignore: ['@outcrop/*'],
  },
  {
    // Lists of entries load their code with the first call.
    name: 'provider-registry',
    path: 'packages/provider-registry/dist/index.js',
    limit: '3 kB',
    ignore: ['@outcrop/*', './config-list-*'],
  },
  {
    name: 'provider-registry/compose',
    path: 'packages/provider-registry/dist/compose/index.js',
    limit: '12 kB',
    ignore: ['@outcrop/*'],
  },
  {
    name: 'bedrock-client',
    path: 'packages/bedrock-client/dist/index.js',
    limit: '40 kB',
    ignore: ['@outcrop/*', '@aws-sdk/*', '@smithy/*', '@opentelemetry/*', 'hpagent', 'node:*'],
  },
  {
    name: 'bedrock-emulator',
    path: 'packages/bedrock-emulator/dist/index.js',
    limit: '40 kB',
    ignore: ['node:*'],
  },
  {
    name: 'structured-output',
    path: 'packages/structured-output/dist/index.js',
    limit: '22 kB',
    ignore: [
      '@outcrop/*',
      'ajv',
      'ajv-formats',
      'ajv/*',
      '@valibot/to-json-schema',
      'zod-to-json-schema',
    ],
  },
  {
    name: 'openai-client',
    path: 'packages/openai-client/dist/index.js',
    limit: '18 kB',
    ignore: ['@outcrop/*', 'openai', 'aws4fetch', 'node:*'],
  },
  {
    name: 'ai-sdk',
    path: 'packages/ai-sdk/dist/index.js',
    limit: '10 kB',
    ignore: ['@outcrop/*', '@ai-sdk/*'],
  },
  {
    name: 'langchain',
    path: 'packages/langchain/dist/index.js',
    limit: '10 kB',
    ignore: ['@outcrop/*', '@langchain/*'],
  },
].map((entry) => ({ gzip: true, modifyEsbuildConfig: asModule, ...entry }));
