/** A Smithy union as JSON has it: an object with exactly one of the members. */
export type Union<Members> = {
  [Name in keyof Members]: { readonly [Key in Name]: Members[Name] };
}[keyof Members];

/** A union member that this version does not know, as the AWS SDK hands it over. */
export interface WireUnknownMember {
  readonly $unknown: readonly [name: string, value: unknown];
}

/** A blob: bytes, or their base64 text in a body that came straight from the wire. */
export type WireBlob = Uint8Array | string;
