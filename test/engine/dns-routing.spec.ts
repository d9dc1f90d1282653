import assert from "node:assert/strict";
import {
  DNS_RECORD,
  EIP,
  HOSTED_ZONE,
  TRAFFIC_POLICY_INSTANCE,
} from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import type { ProgramConfig } from "../support/program";
import { TestStack, changes } from "../support/test-stack";
import { watchName } from "../support/watch-name";

const NAME = "static.holdfast-demo.net";

type Routing = "multivalue" | "weighted" | "trafficPolicy";

/** Every change between two of the three. */
const WALK: readonly Routing[] = [
  "multivalue",
  "weighted",
  "trafficPolicy",
  "multivalue",
  "trafficPolicy",
  "weighted",
  "multivalue",
];

const config = (routing: Routing): ProgramConfig => ({
  network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
  addresses: { protect: false },
  entry: { kind: "haproxy", nodesPerAz: 1 },
  backend: {
    live: "blue",
    layout: "sharedVpc",
    ttlSeconds: 1,
    drainSeconds: 3,
    blue: { port: 80 },
  },
  dns: { zone: "holdfast-demo.net", routing },
});

/** The name's records, by identifier. */
const RECORDS: Readonly<Record<Routing, Readonly<Record<string, unknown>>>> = {
  multivalue: { "entry-a1": true, "entry-b1": true },
  weighted: { "entry-a1": [{ weight: 1 }], "entry-b1": [{ weight: 1 }] },
  trafficPolicy: {
    "entry-a1": [{ weight: 0 }],
    "entry-b1": [{ weight: 0 }],
    "traffic-policy": [{ weight: 1 }],
  },
};

describe("dns.routing", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config(WALK[0]!));
    stack.session.account.create(HOSTED_ZONE, "us-east-1", { name: "holdfast-demo.net" });
    await stack.up();
  });
  after(() => stack.close());

  const records = () => {
    const own = stack.session.account
      .all(DNS_RECORD)
      .filter(({ inputs }) => inputs["name"] === NAME);
    return Object.fromEntries(
      own.map(({ inputs }) => [
        text(inputs["setIdentifier"]).replace("holdfast/test/", ""),
        inputs["multivalueAnswerRoutingPolicy"] ?? inputs["weightedRoutingPolicies"],
      ]),
    );
  };

  for (const [index, to] of WALK.slice(1).entries()) {
    const from = WALK[index]!;
    it(`goes from ${from} to ${to} in one update, and the name is answered throughout`, async () => {
      const addresses = stack.session.account.all(EIP).map(({ outputs }) => outputs["publicIp"]);
      assert.deepEqual(records(), RECORDS[from]);
      stack.configure(config(to));
      const watched = watchName(stack.session.account, NAME);
      await stack.up();
      watched.stop();
      const { seen, unanswered } = watched;
      assert.deepEqual(unanswered, []);
      assert.ok(seen.size > 0 && [...seen].every((one) => addresses.includes(one)));
      assert.deepEqual(records(), RECORDS[to]);
      const policies = stack.session.account.all(TRAFFIC_POLICY_INSTANCE).length;
      assert.equal(policies, to === "trafficPolicy" ? 1 : 0);
      assert.deepEqual(changes(await stack.preview()), []);
    });
  }
});
