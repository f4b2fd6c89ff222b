import { AwsError } from '../aws-error.js';
import { scriptError } from '../script-error.js';
import { encodeFrame, type Frame, sealMessage, sealPrelude } from '../stream/frame.js';
import { eventFrames, jsonFrame } from '../stream/wire-event.js';
import type { Fault, FrameFaultOptions } from './fault.js';

/** A fault inside the event stream. */
export type FrameFault = Fault<keyof FrameFaultOptions>;

const LATE_DELTA = { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'late' } } };

function usualMessage(exception: string): string {
  return new AwsError(exception.charAt(0).toUpperCase() + exception.slice(1)).message;
}

function errorFrame(code: string, message: string): Frame {
  const headers = [
    [':message-type', 'error'],
    [':error-code', code],
    [':error-message', message],
  ] as const;
  return { headers, payload: Buffer.alloc(0) };
}

function flipBit(bytes: Buffer, offset: number): void {
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
}

/** One frame, damaged. */
function damaged(
  frame: Frame,
  fault: Fault<'payload' | 'message-crc' | 'prelude-crc' | 'frame-length' | 'missing-header'>,
): Buffer {
  const bytes = encodeFrame(frame);
  switch (fault.kind) {
    case 'payload': {
      const { payload = '{"contentBlockIndex":' } = fault.options;
      return encodeFrame({ ...frame, payload: Buffer.from(payload) });
    }
    case 'missing-header': {
      const { header = ':message-type' } = fault.options;
      return encodeFrame({ ...frame, headers: frame.headers.filter(([name]) => name !== header) });
    }
    case 'message-crc':
      flipBit(bytes, bytes.length - 1);
      return bytes;
    case 'prelude-crc':
      flipBit(bytes, 8);
      sealMessage(bytes);
      return bytes;
    case 'frame-length':
      bytes.writeUInt32BE(fault.options.length ?? 8, 0);
      sealPrelude(bytes);
      sealMessage(bytes);
      return bytes;
  }
}

/**
 * The bytes of each frame of a stream with a fault in it.
 *
 * @throws AwsError EmulatorScriptException when the stream has no such event.
 */
export function faultyFrames(frames: readonly Frame[], fault: FrameFault): readonly Uint8Array[] {
  const whole = frames.map(encodeFrame);
  switch (fault.kind) {
    case 'initial-response':
      return [encodeFrame(jsonFrame('event', fault.kind, fault.options.payload ?? {})), ...whole];
    case 'late-events': {
      const { events = [LATE_DELTA] } = fault.options;
      return [...whole, ...eventFrames(events, 0).map(encodeFrame)];
    }
  }
  const { after = Math.floor(frames.length / 2) } = fault.options;
  switch (fault.kind) {
    case 'exception-frame': {
      const { exception = 'internalServerException', members } = fault.options;
      const { message = usualMessage(exception) } = fault.options;
      const frame = jsonFrame('exception', exception, { message, ...members });
      return [...whole.slice(0, after), encodeFrame(frame)];
    }
    case 'error-frame': {
      const { code = 'InternalFailure', message = 'The stream failed.' } = fault.options;
      return [...whole.slice(0, after), encodeFrame(errorFrame(code, message))];
    }
    case 'unknown-event': {
      const { event = 'ping', payload = {} } = fault.options;
      return whole.toSpliced(after, 0, encodeFrame(jsonFrame('event', event, payload)));
    }
    default: {
      const frame = frames[after];
      if (frame === undefined) {
        throw scriptError(`The stream has ${frames.length} events; none comes after ${after}.`);
      }
      return whole.with(after, damaged(frame, fault));
    }
  }
}
