import assert from "node:assert/strict";
/* eslint-disable-next-line @typescript-eslint/no-require-imports -- a module of the SDK whose exports are replaced */
import sdk = require("@pulumi/policy/deserialize");
import { readPropertiesOnce } from "../../policy/read-once";

type Read = (properties: object, keepsSecrets: boolean) => Record<string, unknown>;
const reader = sdk as unknown as { deserializeProperties: Read };

/** What arrives over gRPC, and how often it was read. */
class Properties {
  reads = 0;
  toJavaScript(): object {
    this.reads += 1;
    return { protocol: "tcp", ports: [22] };
  }
}

describe("readPropertiesOnce", () => {
  const original = reader.deserializeProperties;
  before(() => readPropertiesOnce());
  after(() => (reader.deserializeProperties = original));

  it("reads the properties of a resource for the first policy, and no more", () => {
    const properties = new Properties();
    const first = reader.deserializeProperties(properties, false);
    assert.deepEqual(first, { protocol: "tcp", ports: [22] });
    assert.equal(reader.deserializeProperties(properties, false), first);
    assert.equal(properties.reads, 1);
  });

  it("reads those of another resource, however like the first", () => {
    const [one, other] = [new Properties(), new Properties()];
    assert.notEqual(
      reader.deserializeProperties(one, false),
      reader.deserializeProperties(other, false),
    );
    assert.equal(other.reads, 1);
  });

  it("reads anew for remediation, which may change them", () => {
    const properties = new Properties();
    reader.deserializeProperties(properties, true);
    reader.deserializeProperties(properties, true);
    assert.equal(properties.reads, 2);
  });
});
