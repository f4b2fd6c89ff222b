import { isPlainObject, type JsonSchema } from '@outcrop/unified-response';
import { isSubschema, type Subschema } from './json-schema.js';

/** A JSON pointer (RFC 6901) to a member. */
export function pointerTo(parent: string, member: PropertyKey): string {
  return `${parent}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What a reference inside a schema points at: `#`, `#/$defs/Name`, `#anchor`, or with the root's own `$id`. */
export function lookUp(root: JsonSchema, reference: string): Subschema | undefined {
  const own = typeof root.$id === 'string' ? root.$id.replace(/#$/, '') : '';
  const fragment =
    own !== '' && reference.startsWith(own) ? reference.slice(own.length) : reference;
  if (fragment === '#' || fragment === '') return reference === '' ? undefined : root;
  if (!fragment.startsWith('#')) return undefined;
  if (!fragment.startsWith('#/')) return anchored(root, fragment.slice(1));
  let found: unknown = root;
  for (const part of fragment.slice(2).split('/')) {
    const name = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return isSubschema(found) ? found : undefined;
}

/** A definition by its `$anchor`, or by the `$id: "#name"` of draft 7. */
function anchored(root: JsonSchema, name: string): Subschema | undefined {
  const definitions = [root.$defs, root.definitions].flatMap((named) =>
    isPlainObject(named) ? Object.values(named) : [],
  );
  return definitions.find(
    (definition): definition is JsonSchema =>
      isPlainObject(definition) &&
      (definition.$anchor === name ||
        definition.$dynamicAnchor === name ||
        definition.$id === `#${name}`),
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
