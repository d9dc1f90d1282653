import { INSTANCE } from "../local/aws/model/tokens";
import type { DataPlane, Happening } from "./lab/data-plane";
import type { Node } from "./lab/nodes";
import { Load, type Sample } from "./load/load";
import type { Scenario } from "./scenarios";
import { Colors } from "./strikes/colors";

/** What a scenario strikes with. */
export interface Rehearsal {
  readonly plane: DataPlane;
  /** The node that is struck: for a pair, the one that has the address. */
  readonly node: Node;
  /** The zone that is struck: the node's. */
  readonly zone: string;
  readonly colors: Colors;
  readonly minutes: number;
  /** Notes that something is broken, or changed, now. */
  readonly strike: (text: string) => void;
  /** Notes that it is mended now. */
  readonly mend: (text: string) => void;
  /** Ends the instance of the node for good. */
  readonly deleteNode: () => Promise<void>;
  /** Adds to the load what is missing to the scenario's factor; gives what ends it. */
  readonly surge: () => () => Promise<void>;
  /** Notes how much memory HAProxy takes on each node. */
  readonly memory: () => void;
}

/** Where clients connect to, and how much. */
export interface Traffic {
  readonly vegeta: string;
  readonly url: string;
  readonly ratePerSecond: number;
}

/** All that came of a rehearsal. */
export interface Rehearsed {
  readonly samples: readonly Sample[];
  readonly happenings: readonly Happening[];
  readonly startedAt: number;
  /** Who had which address, before and after. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Of HAProxy by node, in bytes, each time that was noted. */
  readonly memory: readonly Readonly<Record<string, number>>[];
}

export interface RehearsalSettings {
  readonly plane: DataPlane;
  readonly scenario: Scenario;
  readonly traffic: Traffic;
  /** The name that HAProxy follows. */
  readonly liveName: string;
  readonly minutes: number;
  /** What has happened so far; the data plane adds to it. */
  readonly happenings: Happening[];
  readonly seen: (sample: Sample) => void;
}

/** Load before the strike. */
const CALM_SECONDS = 5;

/** Rehearses one scenario with a data plane that is whole, and leaves it whole. */
export async function rehearse(settings: RehearsalSettings): Promise<Rehearsed> {
  const { plane, scenario, traffic, happenings } = settings;
  const extra: Load[] = [];
  const start = (ratePerSecond: number): Load =>
    Load.start({
      ...traffic,
      ratePerSecond,
      network: plane.network,
      folder: plane.folder,
      ignoresTtl: scenario.ignoresTtl ?? false,
      seen: settings.seen,
    });
  const memory: Record<string, number>[] = [];
  await plane.becomeWhole();
  const before = plane.nodes.addresses();
  const begin = happenings.length;
  const startedAt = Date.now();
  const load = start(traffic.ratePerSecond);
  const node = struckNode(plane, before);
  await plane.pause(CALM_SECONDS);
  await scenario.run({
    plane,
    node: node!,
    zone: node?.zone ?? plane.backends.get().balancers[0]!.zone,
    colors: new Colors(plane, settings.liveName),
    minutes: settings.minutes,
    strike: (text) => plane.happened("strike", text),
    mend: (text) => plane.happened("mend", text),
    deleteNode: () => deleteNode(plane, node!),
    surge: () => {
      const more = start(traffic.ratePerSecond * ((scenario.loadFactor ?? 1) - 1));
      extra.push(more);
      return async () => void (await more.stop());
    },
    memory: () =>
      memory.push(
        Object.fromEntries(
          plane.nodes.all().map(({ label, machine }) => [label, machine.memoryOf("haproxy")]),
        ),
      ),
  });
  await plane.becomeWhole();
  // What resolvers still have of before is gone then.
  await plane.wait(60);
  await plane.pause(2);
  const samples = [await load.stop(), ...extra.map((one) => one.samples)].flat();
  return {
    samples: samples.sort((one, other) => one.at - other.at),
    happenings: happenings.slice(begin),
    ...{ startedAt, before, after: plane.nodes.addresses(), memory },
  };
}

/** The node that has the first address. */
function struckNode(
  plane: DataPlane,
  addresses: Readonly<Record<string, string>>,
): Node | undefined {
  const labels = Object.values(addresses);
  return plane.nodes.all().find(({ label }) => labels.includes(label)) ?? plane.nodes.all()[0];
}

function deleteNode(plane: DataPlane, { id, label }: Node): Promise<void> {
  const { account } = plane.settings;
  const instance = account.all(INSTANCE).find((one) => one.id === id)!;
  plane.happened("strike", `the instance of ${label} is terminated`);
  account.remove(instance);
  plane.follow();
  return plane.pause(1);
}
