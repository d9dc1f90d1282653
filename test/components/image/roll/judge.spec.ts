import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface View {
  readonly instances: readonly {
    id: string;
    version: string;
    inService: boolean;
    isProtected: boolean;
  }[];
  readonly refresh: { id: string; status: string; reason: string; version: string } | undefined;
  readonly addresses: readonly { address: string; holder: string | undefined }[];
  readonly checkers: number | undefined;
  readonly healthyCheckers: number;
}
interface Judgement {
  readonly serves: boolean;
  readonly isProven: boolean;
  readonly isStable: boolean;
  readonly summary: string;
}
interface Module {
  readonly judge: (view: View, version: string) => Judgement;
  readonly isOf: (view: View, version: string) => boolean;
  readonly isActive: (refresh: View["refresh"]) => boolean;
}

const FILE = join(__dirname, "../../../../components/image/roll/judge.mjs");

const old = { id: "i-old", version: "1", inService: true, isProtected: false };
const launched = { id: "i-new", version: "2", inService: true, isProtected: false };
const heldBy = (...holders: (string | undefined)[]): Pick<View, "addresses"> => ({
  addresses: holders.map((holder, index) => ({ address: `203.0.113.${index + 1}`, holder })),
});
const view: View = {
  instances: [old, launched],
  refresh: undefined,
  ...heldBy("i-new"),
  checkers: 16,
  healthyCheckers: 16,
};

describe("What is told of a node", () => {
  let judge: Module["judge"];
  let isOf: Module["isOf"];
  let isActive: Module["isActive"];
  before(async () => {
    ({ judge, isOf, isActive } = (await import(pathToFileURL(FILE).href)) as Module);
  });

  describe("judge", () => {
    it("finds that a node serves when its new instance has the address and is healthy", () => {
      assert.equal(judge(view, "2").serves, true);
      assert.equal(judge({ ...view, healthyCheckers: 8 }, "2").serves, true);
    });

    const lacking = {
      "the old instance still has the address": heldBy("i-old"),
      "no instance has the address": heldBy(undefined),
      "there is no instance of the version": { instances: [old] },
      "it is not in service": { instances: [old, { ...launched, inService: false }] },
      "most checkers do not find it healthy": { healthyCheckers: 7 },
      "no checker has looked": { checkers: 0, healthyCheckers: 0 },
    };
    for (const [what, change] of Object.entries(lacking)) {
      it(`finds that it does not serve when ${what}`, () => {
        const { serves, isProven, isStable } = judge({ ...view, ...change }, "2");
        assert.deepEqual([serves, isProven, isStable], [false, false, false]);
      });
    }

    const another = { ...launched, id: "i-another" };
    const shared = (change: Partial<View>, wanted: Omit<Judgement, "summary">) => {
      const pool = { ...view, checkers: undefined, healthyCheckers: 0, ...change };
      const { serves, isProven, isStable } = judge(pool, "2");
      assert.deepEqual({ serves, isProven, isStable }, wanted);
    };

    it("finds that instances which share addresses serve when new ones have all of them", () => {
      shared(
        { instances: [launched, another], ...heldBy("i-new", "i-another") },
        { serves: true, isProven: true, isStable: true },
      );
    });

    it("finds new ones proven that are in service, while old ones still have addresses", () => {
      const held = heldBy("i-old", "i-older");
      const proven = { serves: false, isProven: true, isStable: true };
      shared({ instances: [old, launched], ...held }, proven);
      const waits = { ...another, inService: false };
      shared({ instances: [old, launched, waits], ...held }, { ...proven, isProven: false });
      shared({ instances: [old], ...held }, { ...proven, isProven: false });
    });

    it("finds them unstable when one of the addresses has no holder", () => {
      shared(
        { instances: [old, launched], ...heldBy("i-new", undefined) },
        { serves: false, isProven: false, isStable: false },
      );
    });

    it("says what is there", () => {
      assert.equal(
        judge({ ...view, ...heldBy("i-old"), healthyCheckers: 15 }, "2").summary,
        "i-new is in service; i-old has 203.0.113.1; 15 of 16 health checkers report it healthy",
      );
      assert.equal(
        judge({ ...view, instances: [old], ...heldBy(undefined) }, "2").summary,
        "no instance of version 2 yet; no instance has 203.0.113.1; 16 of 16 health checkers report it healthy",
      );
    });
  });

  describe("isOf", () => {
    it("tells whether all instances are of a version, and there is one", () => {
      assert.equal(isOf(view, "2"), false);
      assert.equal(isOf({ ...view, instances: [launched] }, "2"), true);
      assert.equal(isOf({ ...view, instances: [] }, "2"), false);
    });
  });

  describe("isActive", () => {
    it("distinguishes a running refresh from one that has ended", () => {
      const refresh = (status: string) => ({ id: "r", reason: "", version: "2", status });
      const statuses = ["Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress"];
      assert.deepEqual(
        statuses.map((status) => isActive(refresh(status))),
        [true, true, true, true, true],
      );
      const ended = ["Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"];
      assert.deepEqual(
        ended.map((status) => isActive(refresh(status))),
        [false, false, false, false, false],
      );
      assert.equal(isActive(undefined), false);
    });
  });
});
