/* eslint-disable @typescript-eslint/no-require-imports -- a module of the SDK that its types leave out */

type Deserialize = (properties: object, keepsSecrets: boolean) => Record<string, unknown>;

const sdk = require("@pulumi/policy/deserialize") as { deserializeProperties: Deserialize };

/**
 * Has the SDK read the properties of a resource once. By itself it does so again for each policy, which
 * takes longer than the policies do. They only look: what one gets, the next may have too.
 */
export function readPropertiesOnce(): void {
  const read = sdk.deserializeProperties;
  const known = new WeakMap<object, Record<string, unknown>>();
  sdk.deserializeProperties = (properties, keepsSecrets) => {
    // Remediation, which asks for secrets, may change what it gets.
    if (keepsSecrets) return read(properties, keepsSecrets);
    let found = known.get(properties);
    if (!found) known.set(properties, (found = read(properties, keepsSecrets)));
    return found;
  };
}
