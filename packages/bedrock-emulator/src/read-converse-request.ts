import { AwsError } from './aws-error.js';
import { constraintMessage, constraintViolations } from './constraints/constraint-violations.js';
import { converseRequestShape } from './constraints/converse-request-shape.js';
import { deserialize } from './constraints/deserialize.js';
import { unionViolation } from './constraints/union-violation.js';
import type { ConverseRequest } from './converse-wire.js';
import { isJsonObject, type JsonValue } from './json.js';
import { matchesModelGlob } from './model-glob.js';
import { serviceRuleViolation } from './service-rules/service-rule.js';
import { serviceRules } from './service-rules/service-rules.js';

/** How strictly a request is read. */
export interface RequestChecks {
  /** Check constraints, unions and the service's rules; JSON types are always checked. */
  readonly validate: boolean;
  /** Globs of the model ids that exist; absent: every well-formed id does. */
  readonly models?: readonly string[] | undefined;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/**
 * Reads the JSON body of a Converse call as the service does, layer by layer: JSON types, the
 * model's constraints, the model id, unions, the service's own rules. Each layer only runs when
 * those before it found nothing, as in the real service.
 *
 * @throws AwsError SerializationException or ValidationException, with the service's text.
 */
export function readConverseRequest(
  modelId: string,
  body: JsonValue,
  checks: RequestChecks,
): ConverseRequest {
  const members = isJsonObject(body) ? { ...body, modelId } : body;
  const request = deserialize(converseRequestShape, members);
  if (checks.validate) {
    const violations = constraintViolations(converseRequestShape, request);
    if (violations.length > 0) throw invalid(constraintMessage(violations));
  }
  if (checks.models && !checks.models.some((glob) => matchesModelGlob(glob, modelId))) {
    throw invalid('The provided model identifier is invalid.');
  }
  // The shape and this type say the same; what the shape lets through, the type allows.
  const converseRequest = request as unknown as ConverseRequest;
  if (checks.validate) {
    const violation =
      unionViolation(converseRequestShape, request) ??
      serviceRuleViolation(serviceRules, converseRequest);
    if (violation !== undefined) throw invalid(violation);
  }
  return converseRequest;
}
