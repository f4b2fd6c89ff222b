import { createPricer, type Pricer } from '@outcrop/pricing';
import type { Cost, UnifiedRequest, Usage } from '@outcrop/unified-response';
import type { OpenAiClientOptions } from './options.js';
import { Secrets } from './secrets.js';
import { type Settings, settingsOf } from './settings.js';
import { createTransport, type Transport } from './transport.js';

/** What all calls of a client share. */
export interface Core {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly pricer: Pricer;
  /** Made when it is first asked for. */
  transport(): Promise<Transport>;
}

/** @throws ProviderError `config` */
export function createCore(options: OpenAiClientOptions): Core {
  const settings = settingsOf(options);
  const secrets = new Secrets();
  let transport: Promise<Transport> | undefined;
  return {
    settings,
    secrets,
    // Prices of other services are not known here: a table of Bedrock's would take names for its own.
    pricer: options.pricer ?? createPricer(isBedrock(settings) ? {} : { table: [] }),
    transport: () => {
      transport ??= createTransport(settings, secrets);
      return transport;
    },
  };
}

const UNCOUNTED: Cost = {
  status: 'unknown',
  reason: 'usage-missing',
  message: 'The answer came without its usage.',
};

/** What a call cost; never 0 for what is not known. */
export function costOf(
  { pricer, settings }: Core,
  usage: Usage,
  { model, price, serviceTier }: UnifiedRequest,
  servedTier: unknown,
): Cost {
  if (usage.raw === undefined) return UNCOUNTED;
  const asked = isBedrock(settings) && serviceTier !== undefined ? { tier: serviceTier } : {};
  return pricer.cost(usage, {
    ...{ model, asked, at: new Date() },
    ...(isBedrock(settings) && typeof servedTier === 'string' && { tier: servedTier }),
    ...(settings.options.region !== undefined && { region: settings.options.region }),
    ...(price !== undefined && { price }),
  });
}

function isBedrock({ preset }: Settings): boolean {
  return preset.signingName !== undefined;
}
