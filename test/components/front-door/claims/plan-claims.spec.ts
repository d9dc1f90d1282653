import assert from "node:assert/strict";
import { planClaims } from "../../../../components/front-door/claims/claims";

const step = (suffix: string, ...keys: string[]) => ({ suffix, keys });

describe("planClaims", () => {
  for (const letters of ["ab", "abc"]) {
    const keys = [...letters].map((letter) => `entry-${letter}1`);
    const second = [...letters].map((letter) => `entry-${letter}2`);
    const zones = [...letters].map((letter) => step(letter, `entry-${letter}1`));

    it(`begins with zone a where nodes have the addresses of ${keys.length} zones`, () => {
      assert.deepEqual(planClaims([...keys, ...second], keys), zones);
    });

    it(`ends with zone a where a load balancer has the addresses of ${keys.length} zones`, () => {
      assert.deepEqual(planClaims(keys, keys, "loadBalancer"), [...zones].reverse());
    });

    it(`begins with nodes that have other addresses beside the load balancer's ${keys.length}`, () => {
      const steps = planClaims([...keys, ...second], keys, "loadBalancer");
      assert.deepEqual(steps, [step("others", ...second), ...[...zones].reverse()]);
    });
  }

  it("claims nothing where another front door has nothing", () => {
    assert.deepEqual(planClaims(["entry-a1"], []), []);
    assert.deepEqual(planClaims(["entry-a1"], [], "loadBalancer"), []);
  });
});
