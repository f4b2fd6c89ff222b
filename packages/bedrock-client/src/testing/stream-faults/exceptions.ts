import { reply } from '@outcrop/bedrock-emulator';
import { ANSWER, BROKEN_MIDWAY, MIDWAY, type StreamFault } from './stream-fault.js';

/** The service itself ends the stream. */
export const EXCEPTIONS: readonly StreamFault[] = [
  {
    fault: 'throttlingException as the first event',
    replies: reply.fault('exception-frame', {
      exception: 'throttlingException',
      after: 0,
      answer: ANSWER,
    }),
    ends: 'throttled',
    isRetried: true,
  },
  {
    fault: 'serviceUnavailableException as the first event',
    replies: reply.fault('exception-frame', {
      exception: 'serviceUnavailableException',
      after: 0,
      answer: ANSWER,
    }),
    ends: 'overloaded',
    isRetried: true,
  },
  {
    fault: 'validationException as the first event',
    replies: reply.fault('exception-frame', {
      exception: 'validationException',
      message: 'messages: is malformed',
      after: 0,
      answer: ANSWER,
    }),
    ends: 'invalid_request',
    isRetried: false,
  },
  {
    fault: 'throttlingException',
    replies: reply.fault('exception-frame', { ...MIDWAY, exception: 'throttlingException' }),
    ...BROKEN_MIDWAY,
    ends: 'throttled',
  },
  {
    fault: 'serviceUnavailableException',
    replies: reply.fault('exception-frame', {
      exception: 'serviceUnavailableException',
      ...MIDWAY,
    }),
    ...BROKEN_MIDWAY,
    ends: 'overloaded',
  },
  {
    fault: 'internalServerException',
    replies: reply.fault('exception-frame', MIDWAY),
    ...BROKEN_MIDWAY,
    ends: 'transient',
  },
  {
    fault: 'modelStreamErrorException',
    replies: reply.fault('exception-frame', {
      exception: 'modelStreamErrorException',
      message: 'The model broke.',
      ...MIDWAY,
    }),
    ...BROKEN_MIDWAY,
    ends: 'model_error',
    message: /The model broke\./,
  },
  {
    fault: 'validationException',
    replies: reply.fault('exception-frame', {
      exception: 'validationException',
      message: 'messages: is malformed',
      ...MIDWAY,
    }),
    ...BROKEN_MIDWAY,
    ends: 'invalid_request',
  },
  {
    fault: 'modelTimeoutException, which streams do not model',
    replies: reply.fault('exception-frame', { ...MIDWAY, exception: 'modelTimeoutException' }),
    ...BROKEN_MIDWAY,
    ends: 'timeout',
  },
  {
    fault: 'ThrottlingException, written as outside of streams',
    replies: reply.fault('exception-frame', {
      exception: 'ThrottlingException',
      message: 'Slow down.',
      ...MIDWAY,
    }),
    ...BROKEN_MIDWAY,
    ends: 'throttled',
    // The SDK has the raw payload as its message.
    message: /^ThrottlingException: Slow down\.$/,
  },
  {
    fault: 'an exception that nobody knows',
    replies: reply.fault('exception-frame', {
      exception: 'somethingNewException',
      message: 'No.',
      ...MIDWAY,
    }),
    ...BROKEN_MIDWAY,
    message: /somethingNewException: No\.$/,
  },
  {
    fault: 'a frame of :message-type error',
    replies: reply.fault('error-frame', { ...MIDWAY, code: 'InternalFailure', message: 'No.' }),
    ...BROKEN_MIDWAY,
    message: /InternalFailure: No\.$/,
  },
  {
    fault: 'a frame of :message-type error that throttles, as the first event',
    replies: reply.fault('error-frame', { code: 'ThrottlingException', after: 0, answer: ANSWER }),
    ends: 'throttled',
    isRetried: true,
  },
];
