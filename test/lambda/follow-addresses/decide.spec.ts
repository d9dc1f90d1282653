import assert from "node:assert/strict";
import { type Situation, decide } from "../../../lambda/follow-addresses/decide";
import type { Lookup } from "../../../lambda/shared/look-up";
import type { RegisteredTarget } from "../../../lambda/follow-addresses/targets";

const NAME = "internal-blue-1.us-east-1.elb.amazonaws.com";
const ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/1";
const [A, B, C] = ["10.1.0.1", "10.1.0.2", "10.1.0.3"] as const;

const seen = (...addresses: string[]): Lookup => ({
  addresses,
  lookups: 1,
  failures: [],
  complete: true,
  needed: 1,
  missProbability: 0,
});
const failed: Lookup = {
  addresses: [],
  lookups: 2,
  failures: ["ETIMEOUT", "ETIMEOUT"],
  complete: false,
  needed: 1,
  missProbability: 1,
};
const target = (address: string, state = "healthy"): RegisteredTarget => ({
  address,
  port: 443,
  state,
});

interface Given {
  readonly known?: Readonly<Record<string, number>> | undefined;
  readonly lookup?: Lookup;
  readonly registered?: readonly RegisteredTarget[];
}

const situation = ({ known = {}, lookup = seen(A, B), registered = [] }: Given): Situation => ({
  followed: [{ dnsName: NAME, port: 443, targetGroupArn: ARN }],
  vpcCidrs: [],
  invocationsBeforeDeregistration: 3,
  state: { groups: { [ARN]: known } },
  lookups: new Map([[NAME, lookup]]),
  registered: new Map([[ARN, registered]]),
});

/** The decision in short: addresses to register and deregister, and the absences that are written. */
const short = (of: Situation) => {
  const { groups, stateToSave, failures } = decide(of);
  return {
    register: groups[0]!.register.map(({ address }) => address),
    deregister: groups[0]!.deregister.map(({ address }) => address),
    saved: stateToSave?.groups[ARN],
    failures,
  };
};
const given = (what: Given) => short(situation(what));
const nothing = { register: [], deregister: [], saved: undefined, failures: [] };

describe("decide", () => {
  it("takes what all answers hold together as the new list, and notes it", () => {
    const { notes } = decide(situation({}));
    assert.deepEqual(notes[0], {
      level: "info",
      message: "addresses in DNS",
      name: NAME,
      ...seen(A, B),
    });
  });

  it("registers everything on the first run, and writes down that it did", () => {
    assert.deepEqual(given({}), { ...nothing, register: [A, B], saved: { [A]: 0, [B]: 0 } });
  });

  it("neither writes nor changes anything while nothing changes", () => {
    const known = { [A]: 0, [B]: 0 };
    assert.deepEqual(given({ known, registered: [target(A), target(B, "initial")] }), nothing);
  });

  it("registers addresses in DNS that are missing from the state or from the target group", () => {
    const known = { [A]: 0, [B]: 0 };
    const result = given({ known, registered: [target(A)], lookup: seen(A, B, C) });
    assert.deepEqual(result.register, [B, C]);
    assert.deepEqual(result.saved, { [A]: 0, [B]: 0, [C]: 0 });
  });

  it("registers again what is draining, or registered with another port", () => {
    const registered = [target(A, "draining"), { ...target(B), port: 80 }];
    assert.deepEqual(given({ registered }).register, [A, B]);
  });

  it("registers addresses outside the target group's VPC for all zones", () => {
    const outside = "172.16.0.1";
    const of = {
      ...situation({ lookup: seen(A, outside) }),
      vpcCidrs: ["10.0.0.0/16", "10.1.0.0/16"],
    };
    assert.deepEqual(decide(of).groups[0]!.register, [
      { address: A, port: 443 },
      { address: outside, port: 443, availabilityZone: "all" },
    ]);
  });

  it("deregisters an address in the third run in a row in which it is absent", () => {
    const registered = [target(A), target(B), target(C)];
    let known = { [A]: 0, [B]: 0, [C]: 0 } as Readonly<Record<string, number>>;
    for (const [deregister, absences] of [
      [[], 1],
      [[], 2],
      [[C], 3],
    ] as const) {
      const result = given({ known, registered });
      assert.deepEqual(result.deregister, deregister);
      assert.deepEqual(result.saved, { [A]: 0, [B]: 0, [C]: absences });
      known = result.saved;
    }
    const after = given({ known, registered: [target(A), target(B), target(C, "draining")] });
    assert.deepEqual(after, { ...nothing, saved: { [A]: 0, [B]: 0 } });
  });

  it("waits for more runs than the settings say when lookups may miss an address", () => {
    const registered = [target(A), target(B), target(C)];
    const lookup = { ...seen(A, B), lookups: 50, missProbability: 0.0155 };
    const known = (absences: number) => ({ [A]: 0, [B]: 0, [C]: absences });
    assert.deepEqual(given({ known: known(3), registered, lookup }).deregister, []);
    assert.deepEqual(given({ known: known(4), registered, lookup }).deregister, [C]);
  });

  it("counts absences anew once an address is back, for this address only", () => {
    const registered = [target(A), target(B), target(C)];
    const result = given({ known: { [A]: 0, [B]: 2, [C]: 1 }, registered });
    assert.deepEqual(result.saved, { [A]: 0, [B]: 0, [C]: 2 });
  });

  it("removes nothing that was never in DNS, and says so", () => {
    const of = situation({
      known: { [A]: 0, [B]: 0 },
      registered: [target(A), target(B), target(C, "unhealthy")],
    });
    assert.deepEqual(short(of), nothing);
    const note = decide(of).notes.at(-1);
    assert.match(note!.message, /left alone/);
    assert.deepEqual(note!["addresses"], [C]);
  });

  it("keeps healthy targets while less than half of the addresses in DNS are healthy", () => {
    const known = { [A]: 0, [B]: 0, [C]: 3 };
    const others = [target(A, "initial"), target(B, "initial")];
    assert.deepEqual(given({ known, registered: [...others, target(C)] }), nothing);
    const kept = decide(situation({ known, registered: [...others, target(C)] })).notes.at(-1);
    assert.match(kept!.message, /kept though absent from DNS/);
    assert.deepEqual(given({ known, registered: [...others, target(C, "unhealthy")] }).deregister, [
      C,
    ]);
    assert.deepEqual(
      given({ known, registered: [target(A), target(B, "initial"), target(C)] }).deregister,
      [C],
    );
  });

  it("removes a replaced load balancer's addresses only after three runs", () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`10.2.0.${index + 1}`, 0]),
    );
    const registered = Object.keys(many).map((address) => target(address));
    const result = given({ known: many, registered });
    assert.deepEqual([result.register, result.deregister], [[A, B], []]);
  });

  for (const [what, lookup, failure] of [
    ["failed", failed, "no address in 2 lookup(s): ETIMEOUT"],
    [
      "is empty",
      { ...seen(), complete: true },
      "no address in 1 lookup(s): the answers were empty",
    ],
    [
      "is implausible",
      seen(A, "127.0.0.1"),
      "implausible answer, no load balancer has the address 127.0.0.1",
    ],
    [
      "is public though the known ones are private",
      seen("198.51.100.1"),
      "implausible answer, 198.51.100.1 would be public beside private ones",
    ],
  ] as const) {
    it(`fails when the lookup ${what}, and changes nothing`, () => {
      const known = { [A]: 0, [B]: 2, [C]: 3 };
      const result = given({ known, lookup, registered: [target(A), target(B), target(C)] });
      assert.deepEqual(result, { ...nothing, failures: [`${NAME}: ${failure}`] });
    });
  }

  it("registers what an incomplete lookup shows, but counts no absence by it", () => {
    const known = { [B]: 2, [C]: 3 };
    const lookup = { ...seen(A), complete: false, failures: ["ETIMEOUT"] };
    const result = given({ known, lookup, registered: [target(B), target(C)] });
    assert.deepEqual(result, { ...nothing, register: [A], saved: { [A]: 0, [B]: 2, [C]: 3 } });
  });

  it("registers but removes and writes nothing while the state cannot be read", () => {
    const of = { ...situation({ registered: [target(C)] }), state: undefined };
    assert.deepEqual(short(of), { ...nothing, register: [A, B] });
  });

  it("touches no target group whose targets are unknown, but keeps counting", () => {
    const of = { ...situation({ known: { [C]: 2 }, lookup: seen(A) }), registered: new Map() };
    assert.deepEqual(short(of), { ...nothing, saved: { [A]: 0, [C]: 3 } });
  });

  it("follows other names when one fails, and one lookup serves all groups of a name", () => {
    const [other, green] = ["green.example.com", ARN.replace("blue", "green")];
    const of = situation({});
    const decision = decide({
      ...of,
      followed: [
        { dnsName: other, port: 443, targetGroupArn: green },
        { dnsName: NAME, port: 443, targetGroupArn: ARN },
        { dnsName: NAME, port: 80, targetGroupArn: `${ARN}-80` },
      ],
      lookups: new Map([...of.lookups, [other, failed]]),
      registered: new Map([green, ARN, `${ARN}-80`].map((arn) => [arn, []])),
    });
    assert.deepEqual(
      decision.groups.map(({ register }) => register.map(({ port }) => port)),
      [[], [443, 443], [80, 80]],
    );
    assert.equal(decision.failures.length, 1);
  });

  it("forgets target groups that are no longer in the settings", () => {
    const of = situation({ registered: [target(A), target(B)] });
    const state = { groups: { [ARN]: { [A]: 0, [B]: 0 }, other: { [C]: 0 } } };
    assert.deepEqual(decide({ ...of, state }).stateToSave, {
      groups: { [ARN]: { [A]: 0, [B]: 0 } },
    });
  });

  it("says when the limit of lookups is too low to see all addresses", () => {
    const lookup = { ...seen(A, B), lookups: 50, needed: 84 };
    const { notes } = decide(situation({ lookup }));
    assert.match(notes[1]!.message, /set MAX_LOOKUP_PER_INVOCATION to 84 or more/);
  });
});
