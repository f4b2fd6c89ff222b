import { AwsError } from './aws-error.js';
import { constraintMessage, constraintViolations } from './constraints/constraint-violations.js';
import { requestShapes } from './constraints/converse-request-shape.js';
import { deserialize } from './constraints/deserialize.js';
import { unionViolation } from './constraints/union-violation.js';
import type { ConverseOperation, ConverseRequest } from './converse-wire.js';
import { isJsonObject, type JsonValue } from './json.js';
import { matchesModelGlob } from './model-glob.js';
import { factsOfModel } from './model-rules/facts-of-model.js';
import { modelRules } from './model-rules/model-rules.js';
import { type CallForm, firstViolation } from './rules/rule.js';
import { serviceRules } from './service-rules/service-rules.js';

/** Which rules a request is held to: the service's own, or also those of the model's family. */
export type RuleSet = 'service' | 'strict';

/** How strictly a request is read. */
export interface RequestChecks {
  /** Check constraints, unions and rules; JSON types are always checked. */
  readonly validate: boolean;
  /** @defaultValue 'service' */
  readonly rules?: RuleSet;
  /** Globs of the model ids that exist; absent: every well-formed id does. */
  readonly models?: readonly string[] | undefined;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function checkRules(request: ConverseRequest, rules: RuleSet, call: CallForm): void {
  const facts = factsOfModel(request.modelId);
  const violation =
    firstViolation(serviceRules, request, facts, call) ??
    (rules === 'strict' ? firstViolation(modelRules, request, facts, call) : undefined);
  if (violation !== undefined) throw violation;
}

/**
 * Reads the JSON body of a Converse or ConverseStream call as the service does, layer by layer: JSON types, the
 * model's constraints, the model id, unions, the service's own rules and, in strict mode, those of
 * the model's family. Each layer only runs when those before it found nothing, as in the real
 * service.
 *
 * @throws AwsError SerializationException, ValidationException or what a rule says, with the
 * service's text.
 */
export function readConverseRequest(
  modelId: string,
  body: JsonValue,
  { validate, rules = 'service', models }: RequestChecks,
  operation: ConverseOperation = 'Converse',
): ConverseRequest {
  const shape = requestShapes[operation];
  const members = isJsonObject(body) ? { ...body, modelId } : body;
  const request = deserialize(shape, members);
  if (validate) {
    const violations = constraintViolations(shape, request);
    if (violations.length > 0) throw invalid(constraintMessage(violations));
  }
  if (models && !models.some((glob) => matchesModelGlob(glob, modelId))) {
    throw invalid('The provided model identifier is invalid.');
  }
  // The shape and this type say the same; what the shape lets through, the type allows.
  const converseRequest = request as unknown as ConverseRequest;
  if (validate) {
    const violation = unionViolation(shape, request);
    if (violation !== undefined) throw invalid(violation);
    checkRules(converseRequest, rules, { operation, body });
  }
  return converseRequest;
}
