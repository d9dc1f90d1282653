import assert from "node:assert/strict";
import { claimAddress } from "../../../../commands/local/claim-address";
import { DataPlane } from "../../../../commands/drill/lab/data-plane";
import { CLIENT } from "../../../../commands/drill/lab/network";
import { Load } from "../../../../commands/drill/load/load";
import { obtainVegeta } from "../../../../commands/drill/load/obtain-vegeta";
import { EIP } from "../../../../simulator/model/tokens";
import { text } from "../../../../simulator/model/values";
import { seedAccount } from "../../../../simulator/seed";
import { DOORS, movingConfig } from "../../../support/front-door-moves";
import { figure } from "../../../support/lab-figures";
import { TestStack } from "../../../support/test-stack";

const RATE = 20;
const PLACES = {
  haproxy: { ...DOORS.haproxy, ports: [80], mode: "http" },
  ecs: DOORS["ecs on instances"],
  addressPair: {
    ...DOORS.addressPair,
    pairs: { a1: { default: "live" }, b1: { default: "live" } },
  },
};

/** Several pairs have no name in common. */
const hasName = (...places: readonly (keyof typeof PLACES)[]): boolean =>
  !places.includes("addressPair");

const MOVES = [
  ["haproxy", "ecs"],
  ["ecs", "haproxy"],
  ["haproxy", "addressPair"],
  ["addressPair", "haproxy"],
] as const;

/** Failed requests that a slow and busy machine may add for a client: a share of all, plus a constant. */
const NOISE = { share: 0.02, requests: 5 };

// Not in every run: the engine updates a stack whose machines run the real programs, for some minutes.
describe("a move between front doors whose nodes claim addresses, under load", () => {
  let stack: TestStack;
  let plane: DataPlane;
  let vegeta: string;
  let following: NodeJS.Timeout;
  let areMachines = false;
  before(async function () {
    this.timeout(600_000);
    vegeta = await obtainVegeta(() => undefined);
    // From when there are machines, they claim addresses by their own programs.
    stack = await TestStack.open(movingConfig(PLACES.haproxy), undefined, (...instance) =>
      areMachines ? true : claimAddress(...instance),
    );
    const { account } = stack.session;
    seedAccount(account);
    await stack.up();
    areMachines = true;
    plane = await DataPlane.open({
      account,
      speed: 10,
      replaceSeconds: 30,
      onEvent: () => undefined,
    });
    following = setInterval(() => plane.follow(), 200);
  });
  after(async () => {
    clearInterval(following);
    await plane?.close();
    await stack.close();
  });

  for (const [from, to] of MOVES) {
    it(`loses next to no request, from ${from} to ${to}`, async function () {
      this.timeout(1_200_000);
      await plane.waitUntilHealthy();
      const { account } = stack.session;
      const addresses = account.all(EIP).map(({ outputs }) => text(outputs["publicIp"]));
      const hosts = [...(hasName(from, to) ? ["static.example.com"] : []), ...addresses];
      const loads = hosts.map((host, index) => {
        const url = `http://${host}:80/`;
        const { network, folder } = plane;
        const client = CLIENT.addresses[index]!;
        return [
          host,
          Load.start({ vegeta, network, folder, url, from: client, ratePerSecond: RATE }),
        ] as const;
      });
      await plane.pause(5);
      stack.configure(movingConfig(PLACES[to]));
      await stack.up();
      await plane.pause(5);
      for (const [host, load] of loads) {
        const samples = await load.stop();
        const failed = samples.filter(({ status }) => status !== 200);
        const said = `${failed.length} of ${samples.length} requests failed`;
        figure(`${host}, ${from} to ${to}`, said);
        assert.ok(samples.length > RATE, said);
        const errors = [...new Set(failed.map(({ error }) => error))].join(", ");
        const most = NOISE.share * samples.length + NOISE.requests;
        assert.ok(failed.length <= most, `${host}: ${said}: ${errors}\n${plane.nodes.log}`);
      }
      await plane.waitUntilHealthy();
      await stack.up();
    });
  }
});
