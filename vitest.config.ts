import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const packagesDirectory = fileURLToPath(new URL('./packages/', import.meta.url));

/** Tests run against the sources, so a change is seen without a build in between. */
const alias = [
  { find: /^@outcrop\/([^/]+)$/, replacement: `${packagesDirectory}$1/src/index.ts` },
  { find: /^@outcrop\/([^/]+)\/([^/]+)$/, replacement: `${packagesDirectory}$1/src/$2/index.ts` },
];

const config: ViteUserConfig = defineConfig({
  resolve: { alias },
  test: {
    // vitest leaves a core idle by default, and on a machine with two that is half.
    maxWorkers: '100%',
    setupFiles: ['tests/support/seed-properties.ts'],
    // Time is no test: the limit only ends what hangs, on a slow and busy machine, too.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    coverage: { provider: 'v8', include: ['packages/*/src/**', 'apps/*/src/**'] },
  },
});

export default config;
