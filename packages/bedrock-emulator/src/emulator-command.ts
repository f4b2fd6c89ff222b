import { parseArgs } from 'node:util';
import type { EmulatorOptions } from './emulator-options.js';
import { type Emulator, startEmulator } from './start-emulator.js';

const USAGE = `Usage: outcrop-emulator [options]

Answers as Amazon Bedrock Runtime on this machine, until Ctrl-C.

  --port <number>           the port to listen on (any free one)
  --host <address>          the address to listen on (127.0.0.1)
  --region <name>           the region requests must be signed for (us-east-1)
  --rules <service|strict>  whose rules requests are held to: the service's, or also the model's (service)
  --api-key <key>           a Bedrock API key to accept; may be repeated
  --auth <verify|none>      whether callers must say who they are (verify)
  --help                    show this
`;

const OPTIONS = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  region: { type: 'string', default: 'us-east-1' },
  rules: { type: 'string', default: 'service' },
  'api-key': { type: 'string', multiple: true, default: [] as string[] },
  auth: { type: 'string', default: 'verify' },
  help: { type: 'boolean', default: false },
} as const;

function oneOf<Choice extends string>(
  name: string,
  value: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) {
    throw new RangeError(`--${name} must be ${choices.join(' or ')}, not '${value}'`);
  }
  return choice;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new RangeError(`--port must be a whole number from 0 to 65535, not '${text}'`);
}

/** Where the emulator is, and what makes the AWS SDK and its kin go there, as shell variables. */
function announcement({ url, clientOptions }: Emulator, apiKeys: readonly string[]): string {
  const { region, credentials } = clientOptions;
  const [apiKey] = apiKeys;
  const keys =
    apiKey === undefined
      ? `AWS_ACCESS_KEY_ID=${credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`
      : `AWS_BEARER_TOKEN_BEDROCK=${apiKey}`;
  return [
    `${url} answers as Bedrock Runtime in ${region}. Ctrl-C ends it.`,
    `AWS_ENDPOINT_URL_BEDROCK_RUNTIME=${url} AWS_REGION=${region} ${keys}\n`,
  ].join('\n');
}

/**
 * Starts an emulator as the command line says, and prints where it is; undefined when only help was
 * asked for.
 *
 * @throws TypeError for an unknown option; RangeError for a value that is not one of its; Error of
 *   the system when the port cannot be opened.
 */
export async function emulatorCommand(
  args: readonly string[],
  print: (text: string) => void,
): Promise<Emulator | undefined> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) {
    print(USAGE);
    return undefined;
  }
  const apiKeys = values['api-key'];
  const options: EmulatorOptions = {
    port: portNumber(values.port),
    host: values.host,
    region: values.region,
    rules: oneOf('rules', values.rules, ['service', 'strict']),
    auth: oneOf('auth', values.auth, ['verify', 'none']),
    apiKeys,
    // It may run for days, and nobody looks at what it was asked.
    keepRequests: 0,
  };
  const emulator = await startEmulator(options);
  print(announcement(emulator, apiKeys));
  return emulator;
}
