export { openai } from './adapter.js';
export { createOpenAiClient, type OpenAiClient } from './openai-client.js';
export type { AwsCredentials, OpenAiClientOptions } from './options.js';
export type { PassedParameter } from './passed-parameters.js';
export type { Preset, PresetName, Quirks, Setting } from './preset.js';
export { PRESETS } from './presets-table.js';
