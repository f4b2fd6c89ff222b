import type { ConverseCommandInput, ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import { expectTypeOf, test } from 'vitest';
import type { WireConverseRequest } from './wire-request.js';
import type { WireConverseResponse } from './wire-response.js';

/** The SDK's JSON document, by a member that is one. */
type SdkDocument = NonNullable<ConverseCommandInput['additionalModelRequestFields']>;

/** An SDK type with what differs on purpose levelled out: readonly, open enums, documents as `unknown`. */
type Levelled<Value> = SdkDocument extends Value
  ? unknown
  : Value extends Uint8Array
    ? Value
    : Value extends string
      ? string
      : Value extends object
        ? { readonly [Key in keyof Value]: Levelled<Value[Key]> }
        : Value;

/** The same, and required members are there: the SDK types each of them as `| undefined`. */
type Present<Value> = SdkDocument extends Value
  ? unknown
  : Value extends Uint8Array
    ? Value
    : Value extends string
      ? string
      : Value extends object
        ? {
            readonly [Key in keyof Value]: Present<
              undefined extends Value[Key] ? Exclude<Value[Key], undefined> : Value[Key]
            >;
          }
        : Value;

/** Our request without the base64 alternative of blobs, which only bodies off the wire have. */
type WithBytes<Value> = unknown extends Value
  ? unknown
  : Uint8Array extends Value
    ? Uint8Array
    : Value extends string
      ? string
      : Value extends object
        ? { readonly [Key in keyof Value]: WithBytes<Value[Key]> }
        : Value;

test('the SDK takes a request of ours', () => {
  expectTypeOf<WithBytes<WireConverseRequest>>().toExtend<Levelled<ConverseCommandInput>>();
});

test("the SDK's response is one of ours", () => {
  expectTypeOf<Present<ConverseCommandOutput>>().toExtend<WireConverseResponse>();
});

test('the SDK knows no member of a request or response that is not typed here', () => {
  expectTypeOf<keyof ConverseCommandInput>().toEqualTypeOf<keyof WireConverseRequest>();
  expectTypeOf<Exclude<keyof ConverseCommandOutput, '$metadata'>>().toEqualTypeOf<
    keyof WireConverseResponse
  >();
});
