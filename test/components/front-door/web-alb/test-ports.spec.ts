import assert from "node:assert/strict";
import fc from "fast-check";
import { testPort } from "../../../../components/front-door/web-alb/test-ports";

describe("testPort", () => {
  it("is fixed for the colours", () => {
    assert.deepEqual(["blue", "green"].map(testPort), [9443, 9444]);
  });

  it("follows from the key, and is no colour's", () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        fc.pre(!["blue", "green"].includes(key));
        const port = testPort(key);
        assert.equal(testPort(key), port);
        assert.ok(port >= 9445 && port <= 9999, `${port}`);
      }),
    );
  });
});
