import {
  ApplyGuardrailCommand,
  type ApplyGuardrailCommandInput,
  type BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  CountTokensCommand,
  type CountTokensCommandInput,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { parseConverseResponse, type WireConverseRequest } from '@outcrop/converse-mapping';
import type {
  Exchange,
  ExchangeOptions,
  WireCountTokensRequest,
  WireCountTokensResponse,
  WireGuardrailRequest,
  WireGuardrailResponse,
  WireModelAnswer,
  WireModelCall,
} from './converse-port.js';
import { encodeBody } from './encode-body.js';
import { type OwnWire, ownWire, parseObject, readAnswer, requestIdOf } from './sdk-wire.js';

/** One attempt at a whole answer, as each function here is. */
export async function converse(
  client: BedrockRuntimeClient,
  input: WireConverseRequest,
  options: ExchangeOptions,
): Promise<Exchange> {
  const { modelId, ...members } = input;
  const command = new ConverseCommand(input as unknown as ConverseCommandInput);
  const wire = { path: { modelId }, body: encodeBody(members) };
  const parse = (body: Buffer): object => parseObject(body, parseConverseResponse);
  return exchanged(client, command, wire, parse, options);
}

export async function countTokens(
  client: BedrockRuntimeClient,
  input: WireCountTokensRequest,
  options: ExchangeOptions,
): Promise<Exchange<WireCountTokensResponse>> {
  const { modelId, ...members } = input;
  const command = new CountTokensCommand(input as unknown as CountTokensCommandInput);
  const wire = { path: { modelId }, body: encodeBody(members) };
  return exchanged(client, command, wire, (body) => parseObject(body), options);
}

export async function applyGuardrail(
  client: BedrockRuntimeClient,
  input: WireGuardrailRequest,
  options: ExchangeOptions,
): Promise<Exchange<WireGuardrailResponse>> {
  const { guardrailIdentifier, guardrailVersion, ...members } = input;
  const command = new ApplyGuardrailCommand(input as unknown as ApplyGuardrailCommandInput);
  const wire = { path: { guardrailIdentifier, guardrailVersion }, body: encodeBody(members) };
  return exchanged(client, command, wire, (body) => parseObject(body), options);
}

export async function invokeModel(
  client: BedrockRuntimeClient,
  input: WireModelCall,
  options: ExchangeOptions,
): Promise<Exchange<WireModelAnswer>> {
  const { modelId, body, contentType, accept } = input;
  const command = new InvokeModelCommand(input);
  const wire = { path: { modelId }, body, headers: { 'content-type': contentType, accept } };
  const parse = (bytes: Buffer, headers: WireModelAnswer['headers']): WireModelAnswer => ({
    body: bytes,
    headers,
  });
  return exchanged(client, command, wire, parse, options);
}

type Command = Parameters<BedrockRuntimeClient['send']>[0];

async function exchanged<Output extends object>(
  client: BedrockRuntimeClient,
  command: object,
  wire: Omit<OwnWire, 'onAnswer'>,
  parse: (body: Buffer, headers: Readonly<Record<string, string>>) => object,
  options: ExchangeOptions,
): Promise<Exchange<Output>> {
  let answer: object | undefined;
  const onAnswer: OwnWire['onAnswer'] = async (response) => {
    answer = await readAnswer(response, (body) => parse(body, response.headers), options);
  };
  ownWire(command, { ...wire, onAnswer }, options);
  const output = await client.send(command as Command, { abortSignal: options.signal });
  // A client that answered without the network, as a test double does, has no body.
  return { output: (answer ?? output) as Output, ...requestIdOf(output) };
}
