import fc from 'fast-check';
import { type Shape, shapeOf } from './service-model.js';

/** Texts for the patterns of the model that are too loose, or too hard, to be generated from. */
const PATTERNED: Readonly<Record<string, readonly string[]>> = {
  ConversationalModelId: ['newcomer.model-1'],
  InvokedModelId: ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0'],
  S3Uri: ['s3://bucket/file', 's3://a-bucket/path/to/picture.png'],
  GuardrailIdentifier: ['', 'abc123', 'arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123'],
  GuardrailArn: ['arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123'],
  GuardrailAutomatedReasoningPolicyVersionArn: [
    'arn:aws:bedrock:us-east-1:123456789012:automated-reasoning-policy/abcdefghijkl:1',
  ],
};

const anyJson: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 2 }).map(withoutNegativeZero);

/** JSON has one zero. */
function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** A member that no SDK knows yet. */
const NEW_MEMBERS = fc.record({ aNewMember: anyJson }, { requiredKeys: [] });

export interface WireOptions {
  /** Whether structures may have members, and unions be of members, that the model does not have. */
  readonly newMembers?: boolean;
}

/** Any value of a shape of the service model: what the service may send, and what it takes. */
export function anyOfShape(name: string, options: WireOptions = {}): fc.Arbitrary<unknown> {
  const shape = shapeOf(name);
  switch (shape.type) {
    case 'structure':
      if (shape.document) return fc.dictionary(fc.string(), anyJson, { maxKeys: 3 });
      return shape.union ? anyUnion(shape, options) : anyStructure(shape, options);
    case 'list':
      return fc.array(anyOfShape(shape.member?.shape ?? '', options), {
        minLength: shape.min ?? 0,
        maxLength: Math.min(shape.max ?? 3, 3),
      });
    case 'map':
      return fc.dictionary(
        anyOfShape(shape.key?.shape ?? '') as fc.Arbitrary<string>,
        anyOfShape(shape.value?.shape ?? '', options),
        { minKeys: shape.min ?? 0, maxKeys: Math.min(shape.max ?? 3, 3) },
      );
    case 'string':
      return anyString(name, shape);
    case 'blob':
      return fc.uint8Array({ minLength: 1, maxLength: 4 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'long':
      return fc.nat().map((value) => value + (shape.min ?? 0));
    default:
      return fc.double({ min: shape.min ?? 0, max: shape.max ?? 1, noNaN: true }).map((n) => n + 0);
  }
}

function anyString(
  name: string,
  { enum: values, pattern, min = 0, max }: Shape,
): fc.Arbitrary<string> {
  const texts = PATTERNED[name];
  if (texts) return fc.constantFrom(...texts);
  if (values) return fc.constantFrom(...values);
  if (pattern) {
    return fc.stringMatching(new RegExp(`^(?:${pattern})$`)).filter((text) => {
      return text.length >= min && text.length <= (max ?? text.length);
    });
  }
  return fc.string({ minLength: min, ...(max === undefined ? {} : { maxLength: max }) });
}

function anyUnion({ members = {} }: Shape, options: WireOptions): fc.Arbitrary<unknown> {
  const known = Object.entries(members).map(([name, { shape }]) =>
    anyOfShape(shape, options).map((value) => ({ [name]: value })),
  );
  const added = anyJson.map((value) => ({ aNewMember: value }));
  return fc.oneof(...known, ...(options.newMembers ? [added] : []));
}

function anyStructure(
  { members = {}, required = [] }: Shape,
  options: WireOptions,
): fc.Arbitrary<unknown> {
  const known = fc.record(
    Object.fromEntries(
      Object.entries(members).map(([name, { shape }]) => [name, anyOfShape(shape, options)]),
    ),
    { requiredKeys: required as never[] },
  );
  if (!options.newMembers) return known;
  return fc.tuple(known, NEW_MEMBERS).map(([value, added]) => ({ ...value, ...added }));
}
