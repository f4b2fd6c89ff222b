/** A part of a LangChain message: a content block of its own, or of some provider. */
export interface Part {
  readonly type: string;
  readonly [field: string]: unknown;
}
