import { INSTANCE } from "../../simulator";
import { allowListOf } from "./lab/allow-list";
import type { DataPlane } from "./lab/data-plane";
import type { DrillEvent } from "./lab/settings";
import type { Node } from "./lab/nodes";
import { eventually } from "./lab/eventually";
import { CLIENT } from "./lab/network";
import { Load, type Sample } from "./load/load";
import type { Scenario } from "./scenario";
import { Colors } from "./faults/colors";

/** The clients' target, and their load. */
export interface Traffic {
  readonly vegeta: string;
  readonly url: string;
  readonly ratePerSecond: number;
}

/** All results of a rehearsal. */
export interface Rehearsed {
  readonly samples: readonly Sample[];
  readonly events: readonly DrillEvent[];
  readonly startedAt: number;
  /** The holder of each address, before and after. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Addresses that DNS gave clients, and the CIDRs that partners allow. */
  readonly seen: readonly string[];
  readonly allowList: readonly string[];
  /** Memory of HAProxy by node, in bytes, for each record. */
  readonly memory: readonly Readonly<Record<string, number>>[];
}

interface RehearsalSettings {
  readonly plane: DataPlane;
  readonly scenario: Scenario;
  readonly traffic: Traffic;
  /** The name that HAProxy follows. */
  readonly liveName: string;
  readonly minutes: number;
  /** The events so far; the data plane adds to them. */
  readonly events: DrillEvent[];
  readonly onSample: (sample: Sample) => void;
}

/** Load before the fault, in AWS's seconds; at least one. */
const BASELINE_SECONDS = 10;

/** Rehearses one scenario with a healthy data plane, and leaves it healthy. */
export async function rehearse(settings: RehearsalSettings): Promise<Rehearsed> {
  const { plane, scenario, traffic, events } = settings;
  const extra: Load[] = [];
  const start = (client: number): Load =>
    Load.start({
      ...traffic,
      from: CLIENT.addresses[client]!,
      network: plane.network,
      folder: plane.folder,
      ignoresTtl: scenario.ignoresTtl ?? false,
      onSample: settings.onSample,
    });
  const memory: Record<string, number>[] = [];
  await plane.waitUntilHealthy();
  await everyAddressServes(plane, traffic.url);
  const before = plane.nodes.addresses();
  plane.names.seen.clear();
  const begin = events.length;
  const startedAt = Date.now();
  const load = start(0);
  const node = nodeToBreak(plane, before);
  await plane.pause(Math.max(1, BASELINE_SECONDS / plane.settings.speed));
  await scenario.run({
    plane,
    node: node!,
    zone: node?.zone ?? plane.backends.get().balancers[0]!.zone,
    colors: new Colors(plane, settings.liveName),
    minutes: settings.minutes,
    inject: (text) => plane.record("fault", text),
    restore: (text) => plane.record("restore", text),
    deleteNode: () => deleteNode(plane, node!),
    surge: (clients) => {
      const more = Array.from({ length: clients }, (_, index) => start(index + 1));
      extra.push(...more);
      return async () => void (await Promise.all(more.map((one) => one.stop())));
    },
    memory: () =>
      memory.push(
        Object.fromEntries(
          plane.nodes.all().map(({ label, machine }) => [label, machine.memoryOf("haproxy")]),
        ),
      ),
  });
  await plane.waitUntilHealthy();
  // By then, cached DNS answers from before have expired.
  await plane.wait(60);
  await plane.pause(1);
  const samples = [await load.stop(), ...extra.map((one) => one.samples)].flat();
  return {
    samples: samples.sort((one, other) => one.at - other.at),
    events: events.slice(begin),
    startedAt,
    before,
    after: plane.nodes.addresses(),
    seen: [...plane.names.seen].sort(),
    allowList: allowListOf(plane.settings.account),
    memory,
  };
}

/** Waits until every address has answered several times in a row. */
export async function everyAddressServes(plane: DataPlane, url: string): Promise<void> {
  const { protocol, port, hostname } = new URL(url);
  const tls = protocol === "https:";
  const named = plane.names.addressesOf(hostname);
  const addresses = named.length > 0 ? named : [hostname];
  let rounds = 0;
  const round = async (): Promise<boolean> => {
    const asked = addresses.map((address) =>
      plane.ask("ask", { address, tls, port: Number(port) || (tls ? 443 : 80) }),
    );
    const good = (await Promise.all(asked)).every(({ status }) => status === 200);
    rounds = good ? rounds + 1 : 0;
    await plane.pause(0.3);
    return rounds === 4;
  };
  await eventually(round, () => `not every address of ${url} serves:\n${plane.nodes.log}`);
}

/** The node that has the first address. */
function nodeToBreak(
  plane: DataPlane,
  addresses: Readonly<Record<string, string>>,
): Node | undefined {
  const labels = Object.values(addresses);
  return plane.nodes.all().find(({ label }) => labels.includes(label)) ?? plane.nodes.all()[0];
}

/**
 * Without an auto scaling group, a terminated instance is not replaced. So its machine fails, and EC2
 * recovers it.
 */
function deleteNode(plane: DataPlane, node: Node): Promise<void> {
  const { account } = plane.settings;
  const instance = account.all(INSTANCE).find(({ id }) => id === node.id)!;
  if (instance.companionOf === undefined) {
    plane.record("fault", `the machine of ${node.label} is lost`);
    plane.nodes.lose(node);
  } else {
    plane.record("fault", `the instance of ${node.label} is terminated`);
    account.remove(instance);
    plane.follow();
  }
  return plane.pause(1);
}
