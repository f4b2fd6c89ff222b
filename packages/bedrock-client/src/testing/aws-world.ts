import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { http1Server } from './server.js';

/** An environment of the test's own: nothing of this machine decides where credentials come from. */
export interface AwsWorld {
  /** An empty home directory, for `.aws`. */
  readonly home: string;
  setVariable(name: string, value: string): void;
  /** Writes a file into the home directory. */
  write(name: string, text: string): string;
}

export function awsWorld(): AwsWorld {
  const home = mkdtempSync(join(tmpdir(), 'outcrop-home-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  for (const name of Object.keys(process.env)) {
    if (/^(AWS_|(https?|all|no)_proxy$)/i.test(name)) vi.stubEnv(name, undefined);
  }
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  return {
    home,
    setVariable: (name, value) => {
      vi.stubEnv(name, value);
    },
    write: (name, text) => {
      const path = join(home, name);
      writeFileSync(path, text);
      return path;
    },
  };
}

export interface StsCall {
  /** The fields of the form. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whose key signed it, where one did. */
  readonly accessKeyId: string | undefined;
}

interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface StsServer {
  readonly url: string;
  readonly calls: readonly StsCall[];
  readonly connections: () => number;
}

/**
 * AWS STS, as far as roles are taken on.
 * @param answers What each call gets, the last of them all further ones: a key, or an error.
 */
export async function stsServer(
  ...answers: readonly (Key | { readonly code: string; readonly message: string })[]
): Promise<StsServer> {
  const calls: StsCall[] = [];
  const server = await http1Server(async (request, response) => {
    let form = '';
    for await (const chunk of request) form += chunk;
    const fields = Object.fromEntries(new URLSearchParams(form));
    const accessKeyId = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1];
    const answer = answers[Math.min(calls.length, answers.length - 1)];
    calls.push({ fields, accessKeyId });
    response.setHeader('content-type', 'text/xml');
    if (answer && 'code' in answer) {
      const { code, message } = answer;
      response.statusCode = 403;
      response.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
      );
    } else {
      response.end(credentialsXml(fields.Action ?? '', answer));
    }
  });
  return { url: server.url, calls, connections: server.connections };
}

function credentialsXml(action: string, key: Key | undefined): string {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>
    <Credentials><AccessKeyId>${key?.accessKeyId}</AccessKeyId>
    <SecretAccessKey>${key?.secretAccessKey}</SecretAccessKey>
    <SessionToken>${key?.sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials>
    <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>
    </${action}Result></${action}Response>`;
}
