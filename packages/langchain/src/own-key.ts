/**
 * Where a part of a message keeps what LangChain has no place for, as JSON. It comes back with the
 * part, and may be set by hand: `{type: 'file', …, outcrop: {citations: true}}`.
 */
export const OWN_KEY = 'outcrop';
