import { isGeography } from './geographies.js';
import type { ModelRef, ModelRefKind } from './model-ref.js';

/** Resource types of Bedrock ARNs, as the service model's `ConversationalModelId` has them. */
const KIND_OF_RESOURCE: Readonly<Record<string, ModelRefKind>> = {
  'foundation-model': 'foundation-model',
  'inference-profile': 'inference-profile',
  'application-inference-profile': 'application-inference-profile',
  'provisioned-model': 'provisioned',
  'custom-model': 'custom',
  'custom-model-deployment': 'custom',
  'imported-model': 'imported',
  prompt: 'prompt',
  'prompt-router': 'prompt-router',
  'default-prompt-router': 'prompt-router',
};

/** Words joined by `.` or `:`, with an optional `[1m]` behind them. */
const BARE_ID = /^[\w-]+(?:[.:][\w-]+)*(?:\[\d+[km]\])?$/i;
const ARN =
  /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):([^:\s]*):([\w-]+)\/([\w.:/-]+(?:\[\d+[km]\])?)$/i;
/** `:28k`, `:0:512` (a number that follows another one) or `[1m]`. */
const CONTEXT_SUFFIX = /(?::(\d+[km])|(?<=:\d+):(\d+)|\[(\d+[km])\])$/i;
/** `-v1:0`, `-v1`, `-1:0`, or a lone `:0`. */
const VERSION = /(?:-(v\d+(?::\d+)?|\d+:\d+)|:(\d+))$/;

/** Longest id the service accepts. */
const MAX_LENGTH = 2048;

/**
 * Takes a Bedrock model id or ARN apart. Only the form is judged: Bedrock accepts any id of letters,
 * digits and `-:._`, so an unknown vendor, model or resource type is parsed, not refused.
 *
 * @throws TypeError when the value cannot be a model id: not a string, empty, with whitespace or
 *   other characters no id has, or an ARN of another service.
 */
export function parseModelRef(id: string): ModelRef {
  if (typeof id !== 'string') throw notAnId(id === null ? 'null' : `a value of type ${typeof id}`);
  if (id === '') throw notAnId('an empty string');
  if (/\s/.test(id)) throw notAnId('a string with whitespace');
  if (id.length > MAX_LENGTH) throw notAnId(`a string of ${id.length} characters`);
  if (id.startsWith('arn:')) return parseArn(id);
  if (!BARE_ID.test(id)) throw notAnId('a string with characters that no id has');
  const parts = splitModelName(id);
  return {
    kind: parts.geo === undefined ? 'foundation-model' : 'inference-profile',
    id,
    ...parts,
  };
}

function parseArn(id: string): ModelRef {
  const match = ARN.exec(id);
  if (match === null) throw notAnId('an incomplete or malformed ARN');
  const [, partition = '', service = '', region = '', account = '', type = '', resource = ''] =
    match;
  const place = {
    partition,
    ...(region !== '' && { region }),
    ...(account !== '' && { account }),
  };
  if (service === 'sagemaker' && type === 'endpoint') {
    return { kind: 'sagemaker', id, ...place, resourceId: resource };
  }
  if (service !== 'bedrock') throw notAnId(`an ARN of ${service}:${type}`);
  const kind = Object.hasOwn(KIND_OF_RESOURCE, type) ? KIND_OF_RESOURCE[type] : undefined;
  return { kind: kind ?? 'unknown', id, ...place, ...resourceParts(type, resource) };
}

function resourceParts(type: string, resource: string): Partial<ModelRef> {
  switch (type) {
    case 'foundation-model':
    case 'inference-profile': {
      const parts = splitModelName(resource);
      // A profile id without a vendor is opaque: its text is no model name.
      return parts.vendor === undefined
        ? { resourceId: resource }
        : { ...parts, resourceId: resource };
    }
    case 'custom-model': {
      const slash = resource.lastIndexOf('/');
      if (slash < 0) return { resourceId: resource };
      return {
        ...splitModelName(resource.slice(0, slash)),
        resourceId: resource.slice(slash + 1),
      };
    }
    case 'prompt': {
      const [resourceId = resource, version] = resource.split(':');
      return { resourceId, ...(version !== undefined && { version }) };
    }
    default:
      return { resourceId: resource };
  }
}

interface ModelNameParts {
  geo?: string;
  vendor?: string;
  model: string;
  version?: string;
  contextSuffix?: string;
}

/** Splits `geo.vendor.model-version:context`. Peels one prefix at most. */
export function splitModelName(text: string): ModelNameParts {
  const parts: ModelNameParts = { model: text };

  const context = CONTEXT_SUFFIX.exec(parts.model);
  if (context !== null) {
    parts.contextSuffix = context[1] ?? context[2] ?? context[3] ?? '';
    parts.model = parts.model.slice(0, context.index);
  }

  const labels = parts.model.split('.');
  const [first = '', second = ''] = labels;
  // A geography counts only in front of a vendor and a model; `sa.x` is a vendor called `sa`.
  if (labels.length > 2 && isGeography(first)) {
    parts.geo = first;
    parts.vendor = second;
    parts.model = labels.slice(2).join('.');
  } else if (labels.length > 1) {
    parts.vendor = first;
    parts.model = labels.slice(1).join('.');
  }

  const version = VERSION.exec(parts.model);
  if (version !== null && version.index > 0) {
    parts.version = version[1] ?? version[2] ?? '';
    parts.model = parts.model.slice(0, version.index);
  }
  return parts;
}

function notAnId(got: string): TypeError {
  return new TypeError(
    `Not a Bedrock model id: got ${got}. Expected a model id (amazon.nova-lite-v1:0), an inference ` +
      'profile (us.anthropic.claude-sonnet-4-5-20250929-v1:0) or an ARN ' +
      '(arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6).',
  );
}
