import { AwsError } from '../aws-error.js';
import type { ConverseOperation, ConverseRequest } from '../converse-wire.js';
import type { JsonValue } from '../json.js';
import type { ModelFacts } from '../model-rules/model-facts.js';

interface RuleWords {
  /**
   * A letter and a number name a row of the catalogue of Bedrock's error texts (H history, T tools,
   * R reasoning, P parameters, C caching, M media), with a suffix where a row needs several rules.
   * Words name what the catalogue does not list.
   */
  readonly id: string;
  /** What the rule refuses, to be read after "refuses". */
  readonly refuses: string;
  /** Where the rule and its text were seen. */
  readonly source: string;
  /** Whether the text was seen in these words; if not, the words are the emulator's. */
  readonly verbatim: boolean;
  /** @defaultValue 'ValidationException' */
  readonly exception?: 'ValidationException' | 'AccessDeniedException' | 'ModelErrorException';
}

/** What a request is beside what was read of it. */
export interface CallForm {
  readonly operation: ConverseOperation;
  /** With the members that the operation does not know. */
  readonly body: JsonValue;
}

/** A rule about requests that the constraints of the service's model do not say. */
export interface Rule extends RuleWords {
  /** The fact about a model that makes the rule hold for it. */
  readonly appliesTo: keyof ModelFacts | 'every model';
  /** The text of the refusal, when the request breaks the rule. */
  readonly violation: (
    request: ConverseRequest,
    facts: ModelFacts,
    call: CallForm,
  ) => string | undefined;
}

/** A rule of the service itself, which holds whatever the model. */
export function serviceRule({
  check,
  ...words
}: RuleWords & { readonly check: Rule['violation'] }): Rule {
  return { ...words, appliesTo: 'every model', violation: check };
}

/** What a rule has against a request to a model with this value of the rule's fact. */
export type ModelCheck<Fact extends keyof ModelFacts> = (
  request: ConverseRequest,
  fact: NonNullable<ModelFacts[Fact]>,
  facts: ModelFacts,
  call: CallForm,
) => string | undefined;

/** A rule that holds for the models its fact is known of. */
export function modelRule<Fact extends keyof ModelFacts>({
  check,
  ...rule
}: RuleWords & { readonly appliesTo: Fact; readonly check: ModelCheck<Fact> }): Rule {
  return {
    ...rule,
    violation: (request, facts, call) => {
      const fact = facts[rule.appliesTo];
      return fact === undefined || fact === null ? undefined : check(request, fact, facts, call);
    },
  };
}

/** What Converse puts before a text that comes from the vendor's own interface. */
export function fromModel(text: string): string {
  return `The model returned the following errors: ${text}`;
}

/** The refusal of a request by a rule. */
export class RuleViolation extends AwsError {
  /** The id of the rule. */
  readonly rule: string;

  constructor({ id, exception = 'ValidationException' }: Rule, message: string) {
    super(exception, message);
    this.rule = id;
  }
}

/** The refusal by the first rule a request breaks, in the order of the table. */
export function firstViolation(
  rules: readonly Rule[],
  request: ConverseRequest,
  facts: ModelFacts,
  call: CallForm,
): RuleViolation | undefined {
  for (const rule of rules) {
    const text = rule.violation(request, facts, call);
    if (text !== undefined) return new RuleViolation(rule, text);
  }
  return undefined;
}
