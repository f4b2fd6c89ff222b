import type { PassedParameter } from './passed-parameters.js';

/** A service, or a kind of server, that speaks Chat Completions. */
export type PresetName =
  | 'openai'
  | 'azure'
  | 'ollama'
  | 'vllm'
  | 'lmstudio'
  | 'bedrock-openai'
  | 'bedrock-mantle';

/** What a server takes and gives that others do not. */
export interface Quirks {
  /** The parameter that limits the answer. */
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens';
  /** The role of what the application tells the model. */
  readonly systemRole: 'system' | 'developer';
  /** Whether `stream_options.include_usage` is taken; without it, streams have no usage. */
  readonly streamUsage: boolean;
  /** Fields of a message that may hold reasoning; the first that does counts. */
  readonly reasoningFields: readonly string[];
  /** The field in which reasoning of earlier turns goes back. Absent: it is not sent. */
  readonly reasoningHistory?: string;
  /** The tag that wraps reasoning at the head of the text. Absent: the text is text. */
  readonly reasoningTag?: string;
  /** Content parts that users may send beside text. */
  readonly parts: readonly ('image_url' | 'input_audio' | 'file')[];
  /** What `response_format` of the type `json_schema` takes: OpenAI's strict subset, Bedrock's, or any schema. */
  readonly jsonSchema?: 'openai' | 'bedrock' | 'any';
  /** Tool choices beside `none`. */
  readonly toolChoices: readonly ('auto' | 'any' | 'tool')[];
  /** Whether `strict` of a function is honoured. */
  readonly strictTools: boolean;
  /** Whether there are `custom` tools, and choices among `allowed_tools`. */
  readonly customTools: boolean;
  /** OpenAI's parameters that have no field in a `UnifiedRequest`, and are sent as they are. */
  readonly parameters: readonly PassedParameter[];
  /** The parameters of ours that are sent under OpenAI's or the server's own names. */
  readonly settings: readonly Setting[];
}

/** Parameters that not every server has. */
export type Setting =
  | 'seed'
  | 'top_k'
  | 'parallel_tool_calls'
  | 'reasoning_effort'
  | 'metadata'
  | 'service_tier';

/** All that is known of a service. */
export interface Preset extends Quirks {
  /** `{region}` stands for the region. Absent: it has to be given. */
  readonly baseUrl?: string;
  /** How a string as `apiKey` is sent. */
  readonly keyHeader: 'authorization' | 'api-key';
  /** Whether calls without `apiKey` (and `credentials`, where they are signed) are refused. */
  readonly needsKey: boolean;
  /** The service name of SigV4, where calls may be signed. */
  readonly signingName?: string;
  /** `api-version` of Azure, unless another is given. */
  readonly apiVersion?: string;
  /** Where this was read, and when, `YYYY-MM-DD`. */
  readonly source: string;
  readonly checked: string;
}
