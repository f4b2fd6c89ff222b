/** Something that could not be expressed, was adapted or deserves a look. Nothing is dropped without one. */
export interface Warning {
  /** Stable and machine-readable, such as `parameter_ignored`. */
  readonly code: string;
  readonly message: string;
  /** The place in the caller's own input, such as `messages[2].content[0]`. */
  readonly path?: string;
}

/** Something in a conversation that was mended so that the provider accepts it. */
export interface Repair {
  /** Stable and machine-readable, such as `orphan_tool_call_closed`. */
  readonly code: string;
  /** The place in the caller's own input, such as `messages[2].content[0]`. */
  readonly path: string;
  readonly message: string;
}
