import {
  coerceValue,
  compileSchema,
  createPartialJson,
  NATIVE_DIALECT,
  readJsonText,
  resolveResponseFormat,
} from '@outcrop/structured-output';

// A format: here a JSON Schema. Zod, Valibot and ArkType types go the same way, and infer the value.
const format = resolveResponseFormat({
  title: 'Recipe',
  type: 'object',
  properties: {
    name: { type: 'string' },
    minutes: { type: 'integer', minimum: 1 },
    steps: { type: 'array', items: { type: 'string' } },
    amounts: { type: 'object', additionalProperties: { type: 'number' } },
  },
  required: ['name', 'minutes', 'steps'],
});
if (!format?.schema) throw new Error('A JSON Schema has a schema.');
console.log(format.kind, format.name);
// → json_schema Recipe

// What a model can be held to: limits go into words, a map becomes a list of entries.
const compiled = compileSchema(format.schema, NATIVE_DIALECT);
for (const { path, message } of compiled.changes) console.log(path || '(root)', '-', message);
// → /properties/minutes - minimum was moved into the description
// → /properties/amounts - its properties are written as a list of entries
// → (root) - properties that are not declared are not taken

// What the model wrote is read back as the caller's schema has it.
const written = { name: 'Tea', minutes: 5, steps: [], amounts: [{ key: 'water', value: 0.25 }] };
console.log(JSON.stringify(compiled.unwrap(written)));
// → {"name":"Tea","minutes":5,"steps":[],"amounts":{"water":0.25}}

// Answers in prose, with the mistakes that models make.
const text = 'Here you are: {"name": "Tea", "minutes": "0", "steps": "[\\"Boil.\\"]"}. Enjoy!';
const found = readJsonText(text);
if (!found.found) throw new Error('There is JSON in it.');
const { value, repairs } = coerceValue(found.value, format.schema);
for (const repair of repairs) console.log(repair.path, '-', repair.code);
// → /minutes - json_text_read
// → /steps - json_text_read

// Validation is always by the caller's own schema, and finds all that is wrong.
const validation = await format.validate(value);
if (!validation.ok) {
  for (const { path, message } of validation.violations) console.log(path, message);
  // → /minutes must be >= 1
}

// A stream: the value so far. Strings grow, all else is shown when it is complete.
const partial = createPartialJson(format.schema);
for (const chunk of ['{"name": "Gre', 'en tea", "minu', 'tes": 3', ', "steps": ["Bo']) {
  console.log(JSON.stringify(partial.push(chunk)));
}
// → {"name":"Gre"}
// → {"name":"Green tea"}
// → undefined
// → {"name":"Green tea","minutes":3,"steps":["Bo"]}
