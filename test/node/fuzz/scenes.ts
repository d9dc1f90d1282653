import { associationOfAddress } from "../../../simulator/model/addresses";
import {
  haproxyConfig,
  prepare,
  sha256,
  StoredConfig,
} from "../../../bench/labs/node/haproxy-machine";
import { NodeMachine, type Running } from "../../../bench/labs/node/machine";
import { ProxyLab } from "../../../bench/labs/node/proxy-lab";
import type { Api } from "../../../simulator/api";
import type { Values } from "../../../simulator/model/values";
import { Relay } from "./relay";
import type { Spoil } from "./spoils";

export type Plan = readonly (Spoil | undefined)[];

/** A program of a node with corrupted responses. */
export interface Scene {
  readonly relay: Relay;
  readonly api: Api;
  start(): Promise<Running> | Running;
  /** The documented exit codes of the program. */
  readonly codes: readonly number[];
  /** For a long-running program: whether it has done its work. */
  readonly isDone?: () => boolean;
  /** The exact parameters of each changing call, by action. */
  readonly allowed: Readonly<Record<string, readonly Values[]>>;
  /** Problems at the end. False responses may have misled the program. */
  faults(status: number | null, haveLied: boolean): string[];
  close(): Promise<void>;
}

/** The machine behind a relay. */
async function behind(
  lab: ProxyLab,
  direct: NodeMachine,
  plan: Plan,
): Promise<[NodeMachine, Relay]> {
  const relay = await Relay.open({ api: lab.api.url, imds: direct.imds.url }, plan);
  const machine = new NodeMachine(direct.instance, relay.url, { ...direct.imds, url: relay.url });
  Object.assign(machine.settings, { HOLDFAST_RETRY_MS: "2", HOLDFAST_POLL_MS: "5" });
  return [machine, relay];
}

const closing = (lab: ProxyLab, machine: NodeMachine, relay: Relay) => async (): Promise<void> => {
  await machine.close();
  relay.close();
  await lab.close();
};

export type Holder = "none" | "older" | "newer" | "foreign";

/** holdfast-claim, on a node whose address is free or with some other instance. */
export async function claim(plan: Plan, holder: Holder, args: string[] = []): Promise<Scene> {
  const lab = await ProxyLab.open();
  const tags = { "holdfast-node": "b1", "holdfast-allocation-id": lab.aws.eip().id };
  const foreign = await lab.launch({ tags });
  const older = await lab.launch();
  const [machine, relay] = await behind(lab, await lab.launch(), plan);
  const holders = { none: undefined, older, foreign, newer: await lab.launch() };
  const given = holders[holder];
  if (given) lab.give(given);
  relay.others = { i: older.id, eipalloc: tags["holdfast-allocation-id"] };
  machine.settings["HOLDFAST_CLAIM_ATTEMPTS"] = "4";
  await machine.serve();
  return {
    relay,
    api: lab.api,
    start: () => machine.start("holdfast-claim", ...args),
    codes: [0, 1, 2, 3, 4, 5, 6],
    allowed: {
      AssociateAddress: [{ AllocationId: lab.address.id, InstanceId: machine.id }],
      CompleteLifecycleAction: [{ InstanceId: machine.id }],
    },
    faults: (status, haveLied) => [
      ...(status === 0 && lab.holder !== machine.id && !haveLied ? ["0 without the address"] : []),
      ...((holder === "newer" || holder === "foreign") && lab.holder !== given?.id && !haveLied
        ? [`the address was taken from a ${holder} instance`]
        : []),
    ],
    close: closing(lab, machine, relay),
  };
}

/** holdfast-hold, on a container instance whose task answers, or has an address and no task. */
export async function hold(plan: Plan, task: "answers" | "gone"): Promise<Scene> {
  const lab = await ProxyLab.open();
  const pool = [lab.address, lab.aws.eip()];
  const ids = pool.map(({ id }) => id).join(" ");
  const tags = { "holdfast-node": "ecs", "holdfast-allocation-ids": ids };
  lab.group("proxy-a1", { "holdfast-allocation-ids": ids });
  const [other, direct] = [await lab.launch({ tags }), await lab.launch({ tags })];
  const [machine, relay] = await behind(lab, direct, plan);
  lab.give(task === "answers" ? other : direct);
  const outside = lab.aws.eip().id;
  relay.others = { i: other.id, eipalloc: outside };
  Object.assign(machine.settings, {
    HOLDFAST_HOLD_MS: "20",
    HOLDFAST_RELEASE_SECONDS: "0",
    HOLDFAST_VERIFY_SECONDS: "0",
    HOLDFAST_PROVE_SECONDS: "0",
    HOLDFAST_COMPLETE_ATTEMPTS: "3",
    HOLDFAST_AGENT_URL: relay.url,
  });
  if (task === "answers") await machine.serve();
  const holderOf = (id: string) => associationOfAddress(lab.aws.account, id).instanceId;
  const has = () => pool.some(({ id }) => holderOf(id) === machine.id);
  const association = associationOfAddress(lab.aws.account, lab.address.id).associationId;
  return {
    relay,
    api: lab.api,
    start: () => machine.start("holdfast-hold"),
    codes: [2],
    isDone: () => has() === (task === "answers"),
    allowed: {
      AssociateAddress: pool.map(({ id }) => ({ AllocationId: id, InstanceId: machine.id })),
      DisassociateAddress: task === "gone" ? [{ AssociationId: association }] : [],
      CompleteLifecycleAction: [{ InstanceId: machine.id }],
    },
    faults: (_, haveLied) =>
      task === "answers" && holderOf(lab.address.id) !== other.id && !haveLied
        ? ["an address was taken from a live instance of the pool"]
        : [],
    close: closing(lab, machine, relay),
  };
}

/** holdfast-config at boot, where a configuration is there already. */
export async function config(plan: Plan): Promise<Scene> {
  const lab = await ProxyLab.open();
  const [machine, relay] = await behind(lab, await lab.launch(), plan);
  prepare(machine);
  const [before, stored] = [haproxyConfig(9001, "before"), haproxyConfig(9001, "stored")];
  machine.write("etc/holdfast/haproxy.cfg", before);
  new StoredConfig(lab).put(stored);
  machine.settings["HOLDFAST_CONFIG_BUCKET"] = "holdfast-config";
  machine.settings["HOLDFAST_CONFIG_KEY"] = "proxy/haproxy.cfg";
  return {
    relay,
    api: lab.api,
    start: () => machine.start("holdfast-config", "--boot"),
    codes: [0, 1, 2],
    allowed: {},
    faults: (status) => {
      const found = sha256(machine.read("etc/holdfast/haproxy.cfg"));
      const right = sha256(status === 0 ? stored : before);
      return found === right ? [] : [`status ${status}, and another haproxy.cfg`];
    },
    close: closing(lab, machine, relay),
  };
}

/** holdfast-health, where HAProxy is dead. */
export async function health(plan: Plan): Promise<Scene> {
  const lab = await ProxyLab.open();
  const other = await lab.launch();
  const [machine, relay] = await behind(lab, await lab.launch(), plan);
  relay.others = { i: other.id };
  Object.assign(machine.settings, { HOLDFAST_HEALTH_MS: "20", HOLDFAST_HEALTH_FAILURES: "1" });
  const action = "autoscaling:SetInstanceHealth";
  return {
    relay,
    api: lab.api,
    start: () => machine.start("holdfast-health"),
    codes: [2],
    isDone: () => lab.api.calls.some((call) => call.action === action),
    allowed: { SetInstanceHealth: [{ InstanceId: machine.id, HealthStatus: "Unhealthy" }] },
    faults: () => [],
    close: closing(lab, machine, relay),
  };
}
