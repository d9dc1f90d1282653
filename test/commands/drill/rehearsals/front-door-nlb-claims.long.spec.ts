import assert from "node:assert/strict";
import { claimAddress } from "../../../../commands/local/claim-address";
import type { BalancerPace } from "../../../../commands/drill/lab/balancer-pace";
import { DataPlane } from "../../../../commands/drill/lab/data-plane";
import { AT_ROUTER, CLIENT } from "../../../../commands/drill/lab/network";
import { allDark, darkTimes, longestSeconds } from "../../../../commands/drill/load/dark-times";
import { Load, type Sample } from "../../../../commands/drill/load/load";
import { obtainVegeta } from "../../../../commands/drill/load/obtain-vegeta";
import { everyAddressServes } from "../../../../commands/drill/rehearsal";
import { EIP } from "../../../../simulator/model/tokens";
import { text } from "../../../../simulator/model/values";
import { seedAccount } from "../../../../simulator/seed";
import { figure } from "../../../support/lab-figures";
import { TestStack } from "../../../support/test-stack";

const NAME = "static.example.com";
const RATE = 20;

/** 1 is AWS's own pace: each of the two moves takes ten minutes then. */
const SPEED = Number(process.env["DRILL_SPEED"] ?? 10);

/**
 * AWS documents only the removal of a zone, which takes up to three minutes, and that a target takes a few minutes. The
 * other figures are assumptions:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
const PACE: BalancerPace = { zoneSeconds: 150, targetSeconds: 180, removalSeconds: 180 };

/** How long Route 53's answers for an alias of an NLB are cached. */
const ALIAS_TTL_SECONDS = 60;

/** The target of the NLB, and colours that it goes with: with ALBs that nodes reach, too, or with NLBs for the nodes only. */
const TARGETS = {
  ips: { layout: "vpcPerColor", loadBalancer: "alb", blue: { cidr: "10.30.0.0/16", port: 80 } },
  alb: { layout: "sharedVpc", blue: { port: 80 } },
} as const;
type Target = keyof typeof TARGETS;

const doorOf = (target: Target, entry: object) => ({
  network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
  entry,
  backend: { live: "blue", ttlSeconds: 1, drainSeconds: 3, ...TARGETS[target] },
  dns: { zone: "example.com", ttlSeconds: 1 },
});
const doorsOf = (target: Target) => ({
  haproxy: doorOf(target, { kind: "haproxy", nodesPerAz: 1, ports: [80], mode: "http" }),
  nlbAlb: doorOf(target, { kind: "nlbAlb", target }),
});
type Door = keyof ReturnType<typeof doorsOf>;

/** Requests to one address of the lab, and by the name. */
interface Loads {
  readonly byName: Load;
  readonly byAddress: Readonly<Record<string, Load>>;
}

// Not in every run: AWS's wait times, even if they are divided, take minutes.
for (const target of ["ips", "alb"] as const) rehearse(target);

function rehearse(target: Target): void {
  describe(`a move between nodes and an NLB with the target ${target}, under load`, () => {
    const doors = doorsOf(target);
    let stack: TestStack;
    let plane: DataPlane;
    let vegeta: string;
    let following: NodeJS.Timeout;
    let areMachines = false;
    before(async function () {
      this.timeout(600_000);
      process.env["ALIAS_TTL_SECONDS"] = String(ALIAS_TTL_SECONDS / SPEED);
      vegeta = await obtainVegeta(() => undefined);
      // From when there are machines, their own programs claim addresses, and complete launches.
      stack = await TestStack.open(doors.haproxy, undefined, (...instance) =>
        areMachines ? false : claimAddress(...instance),
      );
      const { account, faults } = stack.session;
      seedAccount(account);
      await stack.up();
      areMachines = true;
      plane = await DataPlane.open({
        account,
        faults,
        speed: SPEED,
        replaceSeconds: 60,
        pace: PACE,
        onEvent: ({ at, kind, text: said }) => {
          if (process.env["DRILL_EVENTS"]) console.log(new Date(at).toISOString(), kind, said);
        },
      });
      following = setInterval(() => plane.follow(), 200);
    });
    after(async () => {
      delete process.env["ALIAS_TTL_SECONDS"];
      clearInterval(following);
      await plane?.close();
      await stack?.close();
    });

    const addresses = (): string[] =>
      stack.session.account.all(EIP).map(({ outputs }) => text(outputs["publicIp"]));

    async function startLoads(): Promise<Loads> {
      const { network, folder } = plane;
      const start = (host: string, index: number): Load =>
        Load.start({
          vegeta,
          network,
          folder,
          ratePerSecond: RATE,
          url: `http://${host}:80/`,
          from: CLIENT.addresses[index]!,
        });
      const target = { name: NAME, resolver: AT_ROUTER.publicResolver, port: 80, tls: false };
      await plane.ask("startLoadByName", { target, ratePerSecond: RATE });
      const each = addresses().map(
        (address, index) => [address, start(address, index + 1)] as const,
      );
      return { byName: start(NAME, 0), byAddress: Object.fromEntries(each) };
    }

    const failedIn = (samples: readonly Sample[]): number =>
      samples.filter(({ status }) => status !== 200).length;

    /** Moves the stack's front door under load, and reports what clients lost. */
    async function move(from: Door, to: Door): Promise<void> {
      await plane.waitUntilHealthy();
      await everyAddressServes(plane, `http://${NAME}:80/`);
      const loads = await startLoads();
      await plane.pause(5);
      stack.configure(doors[to]);
      const said = await stack.up().then(
        () => "",
        (error: Error) => error.message,
      );
      await plane.pause(5);
      const trying = await plane.ask("stopLoadByName");
      const named = await loads.byName.stop();
      figure(
        `${from} to ${to} (${target}), by name`,
        `${failedIn(named)} of ${named.length} requests failed`,
      );
      figure(
        `${from} to ${to} (${target}), by name, trying the next address`,
        `${trying.failed.length} of ${trying.requests} requests failed`,
      );
      const dark = [];
      for (const [address, load] of Object.entries(loads.byAddress)) {
        const samples = await load.stop();
        const times = darkTimes(samples);
        dark.push(times);
        figure(
          `${from} to ${to} (${target}), ${address}`,
          `${failedIn(samples)} of ${samples.length} requests failed, dark for ${longestSeconds(times).toFixed(1)} s at most`,
        );
        assert.equal(
          samples.at(-1)?.status,
          200,
          `${address} answers at the end\n${plane.nodes.log}`,
        );
      }
      assert.equal(said, "");
      assert.deepEqual(allDark(dark), [], "all addresses are dark at once");
      assert.ok(trying.requests > RATE, `${trying.requests} requests`);
      assert.deepEqual(trying.failed, []);
    }

    const back = ["nlbAlb", "haproxy"] as const;
    for (const [from, to] of [["haproxy", "nlbAlb"] as const, back]) {
      it(`has an address that answers at any time, from ${from} to ${to}`, async function () {
        this.timeout(3_600_000);
        await move(from, to);
        await plane.waitUntilHealthy();
        await stack.up();
      });
    }
  });
}
