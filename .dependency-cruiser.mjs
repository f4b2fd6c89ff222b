// Who may import whom. Arrows go down only, and never sideways inside a layer.

const LAYERS = [
  ['unified-response', 'bedrock-models'],
  ['converse-mapping', 'structured-output', 'pricing', 'provider-registry'],
  ['bedrock-client', 'openai-client', 'adapter-echo'],
  ['ai-sdk', 'langchain'],
];

/** The vocabulary, the data and the converters run in any JavaScript runtime. */
const PURE = [...LAYERS[0], ...LAYERS[1]];

/** Each package, and the packages whose entry it may import. */
const MAY_IMPORT = {
  ...Object.fromEntries(
    LAYERS.flatMap((layer, level) => layer.map((name) => [name, LAYERS.slice(0, level).flat()])),
  ),
  // It imports nothing of ours, so it can judge us.
  'bedrock-emulator': [],
};

/** Libraries that are imported in one place each, so that they can be replaced there. */
const DOORS = [
  { name: 'aws-sdk', library: '@(aws-sdk|smithy)', door: 'bedrock-client/src/sdk-[a-z-]+' },
  { name: 'ajv', library: 'ajv', door: 'structured-output/src/ajv-validator' },
  {
    name: 'opentelemetry',
    library: '@opentelemetry',
    door: 'bedrock-client/src/open-telemetry',
  },
];

/** Tests, and what several tests share; neither is published. */
const TEST = '(\\.test(-d)?|/testing/.+)\\.ts$';
const ENTRY = 'index\\.ts$';

const packageRules = Object.entries(MAY_IMPORT).map(([name, below]) => ({
  name: `${name}-imports-only-below`,
  comment: `${name} may import ${below.join(', ') || 'no other package of this repository'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/src/`, pathNot: TEST },
  to: { path: '^(packages|apps)/', pathNot: `^packages/(${[name, ...below].join('|')})/` },
}));

const doorRules = DOORS.map(({ name, library, door }) => ({
  name: `${name}-has-one-door`,
  comment: `Only packages/${door}.ts imports ${library}, types included.`,
  severity: 'error',
  from: { path: '^(packages|apps)/[^/]+/src/', pathNot: [TEST, `^packages/${door}\\.ts$`] },
  to: { path: `(^|node_modules/)${library}(/|$)` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...packageRules,
    ...doorRules,
    {
      name: 'every-package-has-a-layer',
      comment: 'A new package says in MAY_IMPORT which layer it belongs to.',
      severity: 'error',
      from: {
        path: '^packages/[^/]+/src/',
        pathNot: `^packages/(${Object.keys(MAY_IMPORT).join('|')})/`,
      },
      to: {},
    },
    {
      name: 'only-through-the-entry',
      comment: 'Another package is imported by its name, which leads to its entry.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^(packages|apps)/',
        pathNot: ['^$1/$2/', `^packages/[^/]+/src/${ENTRY}`, `^packages/[^/]+/src/[^/]+/${ENTRY}`],
      },
    },
    {
      name: 'no-node-in-pure-packages',
      comment: 'Pure packages read no clock, file or network, and run in any JavaScript runtime.',
      severity: 'error',
      from: { path: `^packages/(${PURE.join('|')})/src/`, pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-in-sources',
      comment: 'Tests may import sources, and sources no tests.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'only-declared-dependencies',
      comment:
        'Whoever installs the package gets what its `dependencies` name and nothing else. Optional ' +
        'peers stand in `devDependencies` too, for the tests.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: TEST },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm-peer'],
      },
    },
    {
      name: 'no-circle',
      comment: 'Files that import each other in a circle cannot be read one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere: a typo, or a package that is not installed.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
