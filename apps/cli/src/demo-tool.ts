import type { ChatTool, ToolCallBlock, ToolResultBlock } from '@outcrop/unified-response';

/** A tool that does something true without any network: it reads the clock. */
export const TIME_TOOL: ChatTool = {
  type: 'function',
  function: {
    name: 'get_time',
    description: 'Tells the current date and time in a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', description: 'A large city, such as Tokyo.' } },
      required: ['city'],
    },
  },
};

/** The result of a call the model made; a call that cannot be answered gets an error it can read. */
export function answerCall(call: ToolCallBlock): ToolResultBlock {
  const answer = timeIn(cityOf(call.arguments));
  return {
    type: 'tool_result',
    toolCallId: call.id,
    output: answer ?? 'No such city is known here. Try the largest city of its time zone.',
    status: answer === undefined ? 'error' : 'success',
  };
}

function cityOf(text: string): string {
  try {
    const { city } = JSON.parse(text) as { readonly city?: unknown };
    return typeof city === 'string' ? city : '';
  } catch {
    return '';
  }
}

/** The time in a city that a time zone is named after. */
export function timeIn(city: string, now: Date = new Date()): string | undefined {
  const wanted = city.trim().replaceAll(' ', '_').toLowerCase();
  const timeZone = Intl.supportedValuesOf('timeZone').find(
    (zone) => zone.slice(zone.lastIndexOf('/') + 1).toLowerCase() === wanted,
  );
  if (timeZone === undefined) return undefined;
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  });
  return `${format.format(now)} (${timeZone})`;
}
