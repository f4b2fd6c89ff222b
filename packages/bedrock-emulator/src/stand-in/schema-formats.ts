import type { JsonValue } from '../json.js';

/** A kind of text. */
export interface StringFormat {
  readonly sample: string;
  readonly pattern: RegExp;
}

/** The string formats the stand-in model knows: a value to use, and how to know one. */
const STRING_FORMATS: Readonly<Record<string, StringFormat>> = {
  date: { sample: '2026-01-31', pattern: /^\d{4}-\d\d-\d\d$/ },
  time: { sample: '12:00:00Z', pattern: /^\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i },
  'date-time': {
    sample: '2026-01-31T12:00:00Z',
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i,
  },
  duration: { sample: 'PT1H', pattern: /^P(?!$)(\d+[YMWD])*(T(\d+[HMS])+)?$/ },
  email: { sample: 'stand-in@example.com', pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
  hostname: { sample: 'example.com', pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i },
  ipv4: { sample: '192.0.2.1', pattern: /^\d{1,3}(\.\d{1,3}){3}$/ },
  ipv6: { sample: '2001:db8::1', pattern: /^[0-9a-f:]+$/i },
  uri: { sample: 'https://example.com/', pattern: /^[a-z][a-z0-9+.-]*:\S+$/i },
  uuid: {
    sample: '00000000-0000-4000-8000-000000000000',
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  },
};

/** What is known of the format under a `format` keyword. */
export function stringFormat(name: JsonValue | undefined): StringFormat | undefined {
  return typeof name === 'string' && Object.hasOwn(STRING_FORMATS, name)
    ? STRING_FORMATS[name]
    : undefined;
}
