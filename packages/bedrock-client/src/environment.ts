/** The variables that decide anything here; the AWS SDK reads those of its own chain itself. */
export interface Environment {
  readonly region: string | undefined;
  /** Key and secret under AG2's names. */
  readonly accessKey: string | undefined;
  readonly secretKey: string | undefined;
  readonly sessionToken: string | undefined;
  /** Whether the AWS SDK's own chain has a key in the environment. */
  readonly hasStandardKey: boolean;
  readonly bearerToken: string | undefined;
  readonly profile: string | undefined;
  readonly configFile: string | undefined;
  readonly home: string | undefined;
  readonly proxies: ProxyVariables;
  /** The file with certificates to trust, as for AWS's other tools. */
  readonly caBundle: string | undefined;
  /** The file with certificates that Node itself trusts as well. */
  readonly extraCaCerts: string | undefined;
}

/** What the environment says about proxies. */
export interface ProxyVariables {
  readonly http: ProxyVariable | undefined;
  readonly https: ProxyVariable | undefined;
  /** What goes to no proxy. */
  readonly none: string | undefined;
}

export interface ProxyVariable {
  readonly name: string;
  readonly value: string;
}

/** The one place where the process's environment is read. Empty variables count as absent. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const value = (name: string): string | undefined => variables[name] || undefined;
  // Written small or large, as curl has it: the small one counts.
  const named = (small: string): ProxyVariable | undefined =>
    [small, small.toUpperCase()]
      .map((name) => ({ name, value: variables[name] ?? '' }))
      .find((variable) => variable.value !== '');
  return {
    region: value('AWS_REGION') ?? value('AWS_DEFAULT_REGION'),
    accessKey: value('AWS_ACCESS_KEY'),
    secretKey: value('AWS_SECRET_KEY'),
    sessionToken: value('AWS_SESSION_TOKEN'),
    hasStandardKey: value('AWS_ACCESS_KEY_ID') !== undefined,
    bearerToken: value('AWS_BEARER_TOKEN_BEDROCK'),
    profile: value('AWS_PROFILE'),
    configFile: value('AWS_CONFIG_FILE'),
    home: value('HOME') ?? value('USERPROFILE'),
    proxies: {
      http: named('http_proxy') ?? named('all_proxy'),
      https: named('https_proxy') ?? named('all_proxy'),
      none: named('no_proxy')?.value,
    },
    caBundle: value('AWS_CA_BUNDLE'),
    extraCaCerts: value('NODE_EXTRA_CA_CERTS'),
  };
}
