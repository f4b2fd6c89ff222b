/**
 * Whether a model id or ARN matches a glob: `*` stands for any run of characters, `?` for one,
 * everything else for itself. The whole id must match.
 */
export function matchesModelGlob(glob: string, modelId: string): boolean {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`, 's').test(modelId);
}
