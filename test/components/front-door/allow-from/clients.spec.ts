import assert from "node:assert/strict";
import { clientsOf } from "../../../../components/front-door/allow-from/clients";
import { Account } from "../../../../simulator/account";
import { INGRESS_RULE, PREFIX_LIST } from "../../../../simulator/model/tokens";
import {
  type ProgramConfig,
  acceleratedDoor,
  addressPair,
  ecsFrontDoor,
  followingDoor,
  frontDoor,
  nlbFrontDoor,
  recordProgram,
} from "../../../support/program";

const BLOCK = "198.51.100.0/24";

interface Case {
  readonly door: ProgramConfig;
  /** Names of its rules for clients, where C is the client. */
  readonly rules: readonly string[];
  /** Where the internet's have other names. */
  readonly internet?: readonly string[];
}

const OWN_VPCS = { live: "blue", blue: { cidr: "10.30.0.0/16" }, loadBalancer: "alb" };

const DOORS: Readonly<Record<string, Case>> = {
  "HAProxy nodes": {
    door: frontDoor({ entry: { kind: "haproxy", ports: [443, 8443] } }),
    rules: ["entry-port-443-C", "entry-port-8443-C"],
    internet: ["entry-port-443", "entry-port-8443"],
  },
  "an NLB in front of an ALB": { door: nlbFrontDoor(), rules: ["entry-nlb-from-C-80"] },
  "an NLB that follows addresses": { door: followingDoor(), rules: ["entry-nlb-from-C-80"] },
  "a pair by Elastic IP": {
    door: addressPair({ failover: "eip", virtualAddress: undefined }),
    rules: ["entry-main-port-80-C"],
    internet: ["entry-main-port-80-0.0.0.0-0"],
  },
  "an accelerator in front of NLBs": {
    door: acceleratedDoor(),
    rules: ["backend-blue-nlb-from-C-443", "backend-green-nlb-from-C-443"],
  },
  "an accelerator in front of ALBs": {
    door: acceleratedDoor({ backend: OWN_VPCS }),
    rules: ["backend-blue-alb-from-C-80"],
  },
  "tasks on instances": { door: ecsFrontDoor(), rules: ["entry-instances-from-C-80"] },
  "tasks on Fargate": {
    door: ecsFrontDoor({ launchType: "fargate" }),
    rules: ["entry-nlb-from-C-80"],
  },
};

/** The names of all resources, and the clients of those rules that are for clients. */
async function resourcesOf(door: ProgramConfig, account: Account, allowFrom?: readonly string[]) {
  const entry = { ...(door["entry"] as object), ...(allowFrom && { allowFrom }) };
  const { resources } = await recordProgram({ ...door, entry }, account);
  const clientOf = (inputs: Readonly<Record<string, unknown>>) =>
    inputs["cidrIpv4"] ?? inputs["prefixListId"];
  return new Map(
    resources.map(({ type, name, inputs }) => [
      `${type} ${name}`,
      type === INGRESS_RULE ? clientOf(inputs) : undefined,
    ]),
  );
}

const ruleNames = (names: Iterable<string>) =>
  [...names].map((name) => name.replace(`${INGRESS_RULE} `, "")).sort();

describe("allowFrom", () => {
  for (const [title, { door, rules, internet }] of Object.entries(DOORS)) {
    it(`narrows the public ports of ${title}, and changes nothing else`, async () => {
      const account = Account.inMemory();
      const partners = { name: "partners", addressFamily: "IPv4", maxEntries: 5 };
      const list = account.create(PREFIX_LIST, "us-east-1", partners).id;
      const open = await resourcesOf(door, Account.inMemory());
      const narrow = await resourcesOf(door, account, [BLOCK, list]);

      const removed = [...open.keys()].filter((name) => !narrow.has(name));
      assert.deepEqual(
        ruleNames(removed),
        internet ?? rules.map((rule) => rule.replace("C", "anywhere")),
      );
      for (const name of removed) assert.equal(open.get(name), "0.0.0.0/0");
      const added = [...narrow.keys()].filter((name) => !open.has(name));
      const keys = ["198-51-100-0-24", list];
      assert.deepEqual(
        ruleNames(added),
        rules.flatMap((rule) => keys.map((key) => rule.replace("C", key))).sort(),
      );
      for (const name of added) {
        assert.equal(narrow.get(name), name.includes(list) ? list : BLOCK);
      }
    });
  }
});

describe("clientsOf", () => {
  it("is the internet by default", () => {
    assert.deepEqual(clientsOf(), { anywhere: "0.0.0.0/0" });
  });

  it("names a client by itself, and takes a map as it is", () => {
    assert.deepEqual(clientsOf(["10.0.0.0/8", "pl-01234567"]), {
      "10-0-0-0-8": "10.0.0.0/8",
      "pl-01234567": "pl-01234567",
    });
    const named = { partners: { prefixListId: "pl-01234567" } };
    assert.equal(clientsOf(named), named);
  });
});
