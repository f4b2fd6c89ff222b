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
}

/** The one place where the process's environment is read. Empty variables count as absent. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const value = (name: string): string | undefined => variables[name] || undefined;
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
  };
}
