import type { Timeouts } from '@outcrop/provider-registry';
import { describeValue, ProviderError } from '@outcrop/unified-response';
import type { OpenAiClientOptions } from './options.js';
import type { Preset, PresetName } from './preset.js';
import { PRESETS } from './presets-table.js';

export type TimeLimits = Omit<Timeouts, 'connectMs'> & {
  readonly firstByteMs: number;
  readonly idleMs: number;
};

/** The options, checked and completed. */
export interface Settings {
  readonly options: OpenAiClientOptions;
  readonly presetName: PresetName;
  /** The preset with the quirks that were given. */
  readonly preset: Preset;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly maxRetries: number;
  readonly limits: TimeLimits;
}

/** Node's own `fetch` waits no longer, for head and body alike. */
const PATIENCE_MS = 300_000;
const MAX_RETRIES = 2;

/** @throws ProviderError `config` that names the option; no secret is shown. */
export function settingsOf(options: OpenAiClientOptions): Settings {
  const { preset: presetName = 'openai', quirks, timeout, timeouts } = options;
  if (!Object.hasOwn(PRESETS, presetName)) {
    const names = Object.keys(PRESETS);
    throw wrongOption('preset', `one of ${names.join(', ')}`, presetName, { suggestions: names });
  }
  const preset = { ...PRESETS[presetName], ...quirks };
  const patience = timeout === undefined ? PATIENCE_MS : milliseconds('timeout', timeout) * 1000;
  const maxRetries = options.maxRetries ?? MAX_RETRIES;
  if (!Number.isSafeInteger(maxRetries) || maxRetries < 0) {
    throw wrongOption('maxRetries', 'an integer of at least 0', maxRetries);
  }
  const baseUrl = baseUrlOf(options, preset);
  checkAccess(options, preset);
  const limits = withTimeouts({ firstByteMs: patience, idleMs: patience }, timeouts);
  return { options, presetName, preset, baseUrl, maxRetries, limits };
}

/** @throws ProviderError `config` for a limit that is no time. */
export function withTimeouts(limits: TimeLimits, timeouts: Timeouts | undefined): TimeLimits {
  const given = Object.entries(timeouts ?? {}).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (!LIMITS.includes(name)) throw wrongOption('timeouts', `only ${LIMITS.join(', ')}`, name);
    milliseconds(`timeouts.${name}`, value);
  }
  return { ...limits, ...Object.fromEntries(given) };
}

const LIMITS: readonly string[] = ['firstByteMs', 'idleMs', 'totalMs'];

function milliseconds(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw wrongOption(name, 'a number above 0', value);
}

function baseUrlOf({ baseUrl, region }: OpenAiClientOptions, preset: Preset): string {
  const address = baseUrl ?? preset.baseUrl;
  if (address === undefined) {
    throw wrongOption('baseUrl', 'the address of the resource', baseUrl);
  }
  if (address.includes('{region}') && !region) {
    throw wrongOption('region', 'an AWS region, such as us-west-2', region);
  }
  const located = address.replace('{region}', region ?? '');
  if (!/^https?:$/.test(URL.canParse(located) ? new URL(located).protocol : '')) {
    throw wrongOption('baseUrl', 'an http or https address', address);
  }
  return located.replace(/\/+$/, '');
}

function checkAccess(options: OpenAiClientOptions, preset: Preset): void {
  const { apiKey, credentials, baseUrl, region } = options;
  if (credentials !== undefined) {
    if (preset.signingName === undefined) {
      throw config('credentials', 'expected none, got some: this service takes keys alone');
    }
    if (apiKey !== undefined) {
      throw config('credentials', 'expected either apiKey or credentials, got both');
    }
    if (!region) throw wrongOption('region', 'the AWS region that calls are signed for', region);
    return;
  }
  if (apiKey !== undefined && typeof apiKey !== 'function' && typeof apiKey !== 'string') {
    throw config('apiKey', `expected a string or a function, got a value of type ${typeof apiKey}`);
  }
  // Who gives an address of his own may have a server there that asks for no key.
  const isOwnServer = baseUrl !== undefined && preset.baseUrl !== undefined;
  if (!apiKey && preset.needsKey && !isOwnServer) {
    const or = preset.signingName === undefined ? '' : ', or credentials';
    throw config('apiKey', `expected the key of the service${or}, got nothing`, {
      hint: `Give apiKey${or}: the environment is not read.`,
    });
  }
}

function wrongOption(name: string, expected: string, value: unknown, about?: About): ProviderError {
  return config(name, `expected ${expected}, got ${describeValue(value)}`, about);
}

interface About {
  readonly hint?: string;
  readonly suggestions?: readonly string[];
}

function config(path: string, complaint: string, about?: About): ProviderError {
  return new ProviderError(`${path}: ${complaint}`, {
    ...{ reason: 'config', path, provider: 'openai' },
    ...about,
  });
}
