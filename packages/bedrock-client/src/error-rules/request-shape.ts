import type { ErrorReason } from '@outcrop/unified-response';
import type { ErrorRule } from './error-rule.js';

/**
 * What a request can be refused for: the text, what helps in OpenAI's words, and the reason where it
 * is not `invalid_request`. The client mends or sends differently most of it; what is left comes from
 * a model that the tables do not know, or from `additional_…` fields.
 */
const REFUSALS: readonly (readonly [
  text: RegExp,
  hint: NonNullable<ErrorRule['hint']>,
  reason?: ErrorReason,
])[] = [
  // History and roles.
  [
    /conversation must start with a user message/i,
    'Put a user message first; system prompts do not count.',
  ],
  [
    /roles must alternate|must alternate between user and assistant roles/i,
    'Join messages of the same role that follow each other.',
  ],
  [
    /does not support assistant message prefill/i,
    'End the conversation with a user message: this model does not go on with one of its own.',
    'unsupported',
  ],
  [
    /text field in the ContentBlock object .* is blank|text content blocks must (contain non-whitespace text|be non-empty)|text in content block cannot be null or empty/i,
    'Take the blank text out, or write something in it.',
  ],
  [/content field in the Message object .* is empty/i, 'Give the message some content.'],
  [
    /User messages cannot contain reasoning content/i,
    'Leave reasoning out of user messages; reasoning of another model or without signature, too.',
  ],
  // Tools.
  [
    /number of toolResult blocks .* exceeds the number of toolUse blocks/i,
    'Give each tool result once, in the message right after its call; shorten a history in pairs of both.',
  ],
  [
    /toolConfig field must be defined when using toolUse and toolResult/i,
    'Pass the tools that the history uses, also when they shall not be called again.',
  ],
  [
    /`?tool_use`? ids were found without `?tool_result`?|Expected toolResult blocks|Did not find \d+ `?tool_result`? block/i,
    'Answer every tool call in the very next message, results first; documents belong inside the result.',
  ],
  [
    /unexpected `?tool_use_id`? found in `?tool_result`?/i,
    'Take out tool results whose call is no longer in the history.',
  ],
  [/toolResult blocks .* contain duplicate Ids/i, 'Give each tool result only once.'],
  [/toolUse blocks .* contain duplicate Ids/i, 'Give each tool call an id of its own.'],
  [
    /toolResult cannot be empty when status value is error/i,
    'Say in the tool result what went wrong.',
  ],
  [/toolUse\.input is (invalid|empty)/i, 'The arguments of a tool call have to be a JSON object.'],
  [
    /toolResult\.content\.\d+\.json is invalid/i,
    'A JSON result has to be an object; send anything else as text.',
  ],
  [
    /inputSchema\.json\.type must be one of the following: object|input_schema does not support oneOf, allOf, or anyOf at the top level/i,
    "A tool's parameters have to be a schema of type object, without oneOf, anyOf or allOf at its root.",
  ],
  [
    /Reference to non-existent definition/i,
    'Put the definition into $defs at the root of the schema, or write it where it is used.',
  ],
  [
    /inputSchema\/json: extraneous key/i,
    'This model knows few keywords of JSON Schema: keep to type, properties and required at the root.',
  ],
  [/toolSpec\.description/i, 'Leave the description of a tool out rather than empty.'],
  [
    /toolSpec\.name|toolUse\.name/i,
    'Names of tools have 1 to 64 letters, digits, hyphens and underscores, in the history too.',
  ],
  [
    /toolUseId|tool call id was .* but must be/i,
    'Use ids of 1 to 64 letters, digits, hyphens and underscores; some models want 9 letters and digits.',
  ],
  [
    /doesn't support tool use in streaming mode/i,
    'Call create instead of stream, or tell the client: models: { [id]: { streamingWithTools: false } }.',
    'unsupported',
  ],
  [
    /doesn't support the toolConfig\.toolChoice/i,
    "Use tool_choice: 'auto' or 'required' with this model.",
    'unsupported',
  ],
  [
    /Thinking may not be enabled when tool_choice forces tool use/i,
    "Use tool_choice: 'auto', or no thinking in this call.",
  ],
  [
    /Conversation blocks and tool (result|use) blocks cannot be provided in the same turn/i,
    'Send tool results in a message of their own.',
  ],
  // Reasoning.
  [
    /Expected `?thinking`? or `?redacted_thinking`?, but found/i,
    'Send the reasoning of the assistant back as it came, in front of its tool calls.',
  ],
  [
    /thinking\.signature: Field required|Invalid `?signature`? in `?thinking`? block/i,
    'Take out reasoning that was made elsewhere or has lost its signature.',
  ],
  [
    /encrypted reasoning was created for a different account or model/i,
    'Take out the reasoning of the other model.',
  ],
  [
    /"thinking\.type\.enabled" is not supported for this model/i,
    'Use reasoning_effort, or thinking of type adaptive.',
    'unsupported',
  ],
  [
    /`?temperature`? may only be set to 1 when thinking is enabled/i,
    'Leave temperature, top_p and top_k out when the model thinks.',
  ],
  [
    /max_tokens`? must (exceed|be greater than) `?thinking\.budget_tokens/i,
    'Raise max_tokens above the budget for thinking.',
  ],
  [
    /Cache point cannot be inserted after reasoning block/i,
    'Put the cache point in front of the reasoning.',
  ],
  // Parameters and extra fields.
  [
    /`?temperature`? and `?top_p`? cannot both be specified/i,
    'Pass temperature or top_p, not both.',
  ],
  [/`?(temperature|top_p|top_k)`? is deprecated for this model/i, 'Leave it out.', 'unsupported'],
  [
    /maximum tokens you requested exceeds the model limit of (?<limit>\d+)/i,
    ({ groups: { limit } }) => `Lower max_tokens: the model takes at most ${limit}.`,
  ],
  [
    /toolConfig\/tools\/\d+: extraneous key \[cachePoint\]/i,
    'This model takes no cache point among the tools: put it into system or messages.',
  ],
  [/required key \[.*\] not found/i, "Send the body of this model's own family."],
  [
    /extraneous key \[/i,
    "The model does not know this field: take it out of additional_model_request_fields, or use its family's name for it.",
  ],
  [
    /Extra inputs are not permitted/i,
    'The model does not know this field: take it out, or name the beta it belongs to.',
  ],
  [/invalid beta flag/i, 'Take out of anthropic_beta what Bedrock does not know.'],
  [
    /'additionalProperties' must be explicitly set to false/i,
    'Set additionalProperties: false in every object of the schema.',
  ],
  [
    /output_config\.format\.schema/i,
    'Take the keywords in the message out of the schema, and check them yourself.',
  ],
  [/expected maximum item count/i, 'Pass fewer stop sequences.'],
  // Caching.
  [
    /did not allow prompt caching/i,
    'Take the cache points out, or use a model that caches.',
    'unsupported',
  ],
  [
    /maximum of \d+ blocks with cache_control/i,
    'Take cache points out until 4 are left, those in tool results included.',
  ],
  [
    /cache_control block must not come after a ttl/i,
    'Put cache points of an hour before those of 5 minutes, in the order tools, system, messages.',
  ],
  // Media.
  [
    /document file name can only contain/i,
    'Name documents with letters, digits, single spaces, hyphens, parentheses and brackets: without extension.',
  ],
  [/text block must be included when using documents/i, 'Put a text beside the document.'],
  [
    /document\.source must set one of the following keys/i,
    'Send the document as bytes or from S3: as text it is taken with citations only.',
  ],
  [
    /Only txt and pdf formats are supported when citations are enabled|The PDF specified was not valid/i,
    'With citations, send a PDF or a text.',
  ],
  [
    /image exceeds \d+ MB maximum/i,
    'Make the image smaller: the limit counts base64, so 3,932,160 bytes are left of 5 MB.',
  ],
  [
    /image dimensions exceed max allowed size|image exceeds? max allowed size/i,
    'Make the images smaller: 8000 pixels a side, or 2000 where there are more than 20 images.',
  ],
  [/too many images and documents/i, 'Take older images and documents out of the history.'],
  [
    /image\.format/i,
    'Send PNG, JPEG, GIF or WebP, and say which it is: convert others, renaming does not help.',
  ],
  [
    /doesn't support the (image|document|video|audio) /i,
    'This model does not take such content there: take it out, or use another model.',
    'unsupported',
  ],
  [
    /(model|provider) (doesn't|does not) support/i,
    'Leave it out, or use another model.',
    'unsupported',
  ],
];

export const REQUEST_RULES: readonly ErrorRule[] = REFUSALS.map(
  ([text, hint, reason = 'invalid_request']) => ({ reason, text, hint }),
);
