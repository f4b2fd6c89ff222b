import {
  audioBlock,
  citationsConfig,
  documentBlock,
  guardContent,
  imageBlock,
  videoBlock,
} from './media-shapes.js';
import {
  blob,
  document,
  integer,
  list,
  oneOf,
  type Shape,
  type StringShape,
  string,
  structure,
  union,
} from './shape.js';

export const toolName: StringShape = string({ min: 1, max: 64, pattern: '[a-zA-Z0-9_-]+' });

const toolUseId = string({ min: 1, max: 64, pattern: '[a-zA-Z0-9_.:-]+' });

export const cachePointBlock: Shape = structure(
  'CachePointBlock',
  { type: oneOf('default'), ttl: oneOf('5m', '1h') },
  { required: ['type'] },
);

const searchResultBlock = structure(
  'SearchResultBlock',
  {
    source: string(),
    title: string(),
    content: list(
      structure('SearchResultContentBlock', { text: string() }, { required: ['text'] }),
    ),
    citations: citationsConfig,
  },
  { required: ['source', 'title', 'content'] },
);

const toolUseBlock = structure(
  'ToolUseBlock',
  {
    toolUseId,
    name: toolName,
    input: document,
    // Claude 4.5 and Nova 2 answer with `type: "tool_use"`, which the model does not list, and
    // clients send an answer back as it came.
    type: { ...oneOf('server_tool_use'), alsoAccepted: ['tool_use'] },
  },
  { required: ['toolUseId', 'name', 'input'] },
);

const toolResultBlock = structure(
  'ToolResultBlock',
  {
    toolUseId,
    content: list(
      union('ToolResultContentBlock', {
        json: document,
        text: string(),
        image: imageBlock,
        document: documentBlock,
        video: videoBlock,
        searchResult: searchResultBlock,
      }),
    ),
    status: oneOf('success', 'error'),
    type: string(),
  },
  { required: ['toolUseId', 'content'] },
);

const reasoningContentBlock = union(
  'ReasoningContentBlock',
  {
    reasoningText: structure(
      'ReasoningTextBlock',
      { text: string(), signature: string() },
      { required: ['text'], sensitive: true },
    ),
    redactedContent: blob(),
  },
  { sensitive: true },
);

const position = integer({ min: 0 });

function documentLocation(name: string): Shape {
  return structure(name, { documentIndex: position, start: position, end: position });
}

const citationsContentBlock = structure('CitationsContentBlock', {
  content: list(union('CitationGeneratedContent', { text: string() })),
  citations: list(
    structure('Citation', {
      title: string(),
      source: string(),
      sourceContent: list(union('CitationSourceContent', { text: string() })),
      location: union('CitationLocation', {
        web: structure('WebLocation', { url: string(), domain: string() }),
        documentChar: documentLocation('DocumentCharLocation'),
        documentPage: documentLocation('DocumentPageLocation'),
        documentChunk: documentLocation('DocumentChunkLocation'),
        searchResultLocation: structure('SearchResultLocation', {
          searchResultIndex: position,
          start: position,
          end: position,
        }),
      }),
    }),
  ),
});

const toolReference = structure('ToolReference', {
  type: string({ min: 1, max: 64 }),
  name: string({ min: 1, max: 128 }),
  serverName: string({ min: 1, max: 128 }),
});

export const message: Shape = structure(
  'Message',
  {
    role: oneOf('user', 'assistant', 'system'),
    content: list(
      union('ContentBlock', {
        text: string(),
        image: imageBlock,
        document: documentBlock,
        video: videoBlock,
        audio: audioBlock,
        toolUse: toolUseBlock,
        toolResult: toolResultBlock,
        guardContent,
        cachePoint: cachePointBlock,
        reasoningContent: reasoningContentBlock,
        citationsContent: citationsContentBlock,
        searchResult: searchResultBlock,
        toolAddition: structure(
          'ToolAdditionBlock',
          { tool: toolReference },
          { required: ['tool'] },
        ),
        toolRemoval: structure('ToolRemovalBlock', { tool: toolReference }, { required: ['tool'] }),
      }),
    ),
  },
  { required: ['role', 'content'] },
);
