import type { AdapterManifest, Capabilities } from '../adapter.js';
import type { Bench } from './bench.js';

/** What a check needs the manifest to declare. */
export type Need =
  | Exclude<keyof Capabilities, 'media'>
  | Capabilities['media'][number]
  | 'secret fields';

/** One promise of the contract, and how it is put to the test. */
export interface Check {
  /** The promise, as the end of a sentence about the adapter. */
  readonly name: string;
  /** Without it in the manifest, the check is not run. */
  readonly needs?: Need;
  readonly run: (bench: Bench) => Promise<void>;
}

export interface Group {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** Whether a manifest declares it. A manifest that is not whole declares nothing; there is a check for that. */
export function declares(manifest: AdapterManifest | undefined, need: Need): boolean {
  const capabilities: Partial<Capabilities> = manifest?.capabilities ?? {};
  switch (need) {
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      return capabilities.media?.includes(need) ?? false;
    case 'secret fields':
      return Object.values(manifest?.configSchema ?? {}).some(({ secret }) => secret);
    default:
      return capabilities[need] === true;
  }
}
