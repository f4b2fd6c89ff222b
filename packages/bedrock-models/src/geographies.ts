/** One cross-region prefix and the regions a call with it may come from. */
interface Geography {
  readonly geo: string;
  /** Regions, or a region prefix ending in `-`. */
  readonly sourceRegions: readonly string[];
  readonly source: string;
  readonly checked: string;
}

const CDK =
  'aws/aws-cdk aws-bedrock-alpha cross-region-inference-profile.ts (CrossRegionInferenceProfileRegion)';
const SEEN = 'prefix seen in langchain-aws bedrock_converse.py';

/**
 * Geographies, narrowest first: the order in which they are suggested. Not every model has a profile
 * in every one of them, and not every region of one can use every profile.
 */
const GEOGRAPHIES: readonly Geography[] = [
  {
    geo: 'us-gov',
    sourceRegions: ['us-gov-east-1', 'us-gov-west-1'],
    source: CDK,
    checked: '2026-11-23',
  },
  {
    geo: 'jp',
    sourceRegions: ['ap-northeast-1', 'ap-northeast-3'],
    source: CDK,
    checked: '2026-11-23',
  },
  {
    geo: 'au',
    sourceRegions: ['ap-southeast-2', 'ap-southeast-4'],
    source: CDK,
    checked: '2026-11-23',
  },
  {
    geo: 'in',
    sourceRegions: ['ap-south-1', 'ap-south-2'],
    source: 'in. ids of models.dev (2026-11-10); regions taken from its name',
    checked: '2026-11-23',
  },
  {
    geo: 'ca',
    sourceRegions: ['ca-central-1', 'ca-west-1'],
    source: 'ca. ids of models.dev (2026-11-10); regions taken from its name',
    checked: '2026-11-23',
  },
  {
    geo: 'sa',
    sourceRegions: ['sa-east-1'],
    source: `${SEEN}; region taken from its name`,
    checked: '2026-11-23',
  },
  {
    geo: 'us',
    sourceRegions: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
    source: `${CDK}; us-west-1 from its grants`,
    checked: '2026-11-23',
  },
  {
    geo: 'eu',
    sourceRegions: [
      'eu-central-1',
      'eu-central-2',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
    ],
    source: CDK,
    checked: '2026-11-23',
  },
  {
    geo: 'apac',
    sourceRegions: [
      'ap-east-2',
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-northeast-3',
      'ap-south-1',
      'ap-south-2',
      'ap-southeast-1',
      'ap-southeast-2',
      'ap-southeast-3',
      'ap-southeast-4',
      'ap-southeast-5',
      'ap-southeast-7',
      'me-central-1',
    ],
    source: CDK,
    checked: '2026-11-23',
  },
  // Known as a prefix; which regions it serves is not established, so it is never suggested.
  { geo: 'amer', sourceRegions: [], source: SEEN, checked: '2026-11-23' },
  {
    geo: 'global',
    sourceRegions: ['us-', 'ca-', 'sa-', 'mx-', 'eu-', 'il-', 'me-', 'af-', 'ap-'],
    source: 'AWS Bedrock user guide, cross-region inference: any commercial region',
    checked: '2026-11-23',
  },
];

/** Is this label a cross-region prefix? */
export function isGeography(label: string): boolean {
  return GEOGRAPHIES.some((entry) => entry.geo === label);
}

/** The geographies that can be called from a region, narrowest first, `global` last. */
export function geographiesOf(region: string): string[] {
  const isGovernment = region.startsWith('us-gov-');
  return GEOGRAPHIES.filter(({ geo, sourceRegions }) =>
    isGovernment
      ? geo === 'us-gov'
      : sourceRegions.some((source) =>
          source.endsWith('-') ? region.startsWith(source) : source === region,
        ),
  ).map(({ geo }) => geo);
}
