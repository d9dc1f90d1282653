import {
  type Account,
  EIP,
  INSTANCE,
  LISTENER,
  LOAD_BALANCER,
  SUBNET,
  type Stored,
  TARGET_GROUP,
  object,
  objects,
  targetsOf,
  text,
} from "../../../simulator";

/** A machine with an address in the network. */
export interface NetworkPlace {
  readonly machine: string;
  readonly address: string;
  readonly zone: string;
}

/** A backend instance and what it serves. */
export interface ServerPlan extends NetworkPlace {
  readonly id: string;
  readonly port: number;
  /** "blue" or "green", or the name of the target group. */
  readonly color: string;
  readonly tls: boolean;
}

/** The target of a load balancer's listener. */
export interface Pool {
  readonly group: string;
  readonly weight: number;
  readonly servers: readonly { id: string; address: string; port: number; zone: string }[];
  readonly check: {
    readonly path: string;
    readonly tls: boolean;
    /** From one check to the next. */
    readonly seconds: number;
    readonly timeoutSeconds: number;
  };
  /** Whether the targets accept PROXY protocol: the lab's servers do, a load balancer does not. */
  readonly toServers: boolean;
}

/** One zone's part of a load balancer. */
export interface BalancerPlan extends NetworkPlace {
  readonly id: string;
  /** An Elastic IP or an address of its pool, if it has one in this zone. */
  readonly publicAddress: string | undefined;
  readonly mode: "tcp" | "http";
  readonly listeners: readonly { port: number; pools: readonly Pool[] }[];
}

export interface BackendsPlan {
  readonly servers: readonly ServerPlan[];
  readonly balancers: readonly BalancerPlan[];
}

/** Names of network namespaces are short. */
const shortOf = (id: string): string => id.replace(/^.*\//, "").slice(-8);

/** Plans the load balancers of an account and the instances behind them, each as a machine of the lab. */
export function planBackends(account: Account): BackendsPlan {
  const servers = account.all(TARGET_GROUP).flatMap((group) => serversOf(account, group));
  const balancers = account
    .all(LOAD_BALANCER)
    .flatMap((balancer) =>
      placesOf(account, balancer).map((place) => planOf(account, balancer, place)),
    );
  return { servers, balancers };
}

export const colorOf = ({ inputs }: Stored): string => {
  const name = text(object(inputs["tags"])["Name"]) || text(inputs["name"]);
  return /\b(blue|green)\b/.exec(name)?.[1] ?? name;
};

function serversOf(account: Account, group: Stored): ServerPlan[] {
  return targetsOf(account, group.id, group.region).flatMap(({ id, port }) => {
    const instance = account.find(INSTANCE, id, group.region);
    if (!instance) return [];
    const state = account.state(instance);
    return {
      id,
      port,
      color: colorOf(group),
      tls: speaksTls(account, group),
      machine: `srv-${shortOf(id)}`,
      address: text(state["privateIp"]),
      zone: text(state["availabilityZone"]),
    };
  });
}

const speaksTls = (account: Account, group: Stored): boolean =>
  text(object(account.state(group)["healthCheck"])["protocol"]) === "HTTPS";

function placesOf(
  account: Account,
  balancer: Stored,
): (NetworkPlace & { publicAddress: string | undefined })[] {
  const mappings = objects(balancer.inputs["subnetMappings"]);
  const pooled = object(balancer.outputs["$publicIps"]);
  return Object.entries(object(balancer.outputs["$privateIps"])).map(([subnet, address]) => {
    const { allocationId } = mappings.find(({ subnetId }) => subnetId === subnet) ?? {};
    const elastic = account.find(EIP, text(allocationId), balancer.region);
    const found = account.require(SUBNET, subnet, balancer.region);
    const zone = text(account.state(found)["availabilityZone"]);
    return {
      // AWS replaces a load balancer node together with its address.
      machine: `lb-${shortOf(balancer.id)}-${text(address)}`,
      address: text(address),
      zone,
      publicAddress: text(elastic?.outputs["publicIp"] ?? pooled[subnet]) || undefined,
    };
  });
}

function planOf(
  account: Account,
  balancer: Stored,
  place: ReturnType<typeof placesOf>[number],
): BalancerPlan {
  const state = account.state(balancer);
  const isNetwork = text(state["loadBalancerType"]) === "network";
  const stays = isNetwork && state["enableCrossZoneLoadBalancing"] !== true;
  const listeners = account.referring(balancer.id, LISTENER).map(({ inputs }) => ({
    port: Number(inputs["port"]),
    pools: forwardsOf(inputs["defaultActions"]).map(({ arn, weight }) =>
      poolOf(
        account,
        account.require(TARGET_GROUP, arn, balancer.region),
        weight,
        stays ? place.zone : undefined,
      ),
    ),
  }));
  const mode = isNetwork ? "tcp" : "http";
  return { ...place, id: balancer.id, mode, listeners };
}

/** The target groups that actions forward to. */
function forwardsOf(actions: unknown): { arn: string; weight: number }[] {
  return objects(actions as never).flatMap((action) => {
    const groups = objects(object(action["forward"])["targetGroups"]);
    return groups.length > 0
      ? groups.map(({ arn, weight }) => ({ arn: text(arn), weight: Number(weight ?? 1) }))
      : text(action["targetGroupArn"])
        ? [{ arn: text(action["targetGroupArn"]), weight: 1 }]
        : [];
  });
}

function poolOf(account: Account, group: Stored, weight: number, zone: string | undefined): Pool {
  const { healthCheck, targetType } = account.state(group);
  const { path, interval, timeout } = object(healthCheck);
  const servers = targetsOf(account, group.id, group.region).flatMap(({ id, port }) =>
    addressesOf(account, id, group.region).map((one) => ({ id, port, ...one })),
  );
  return {
    group: group.id,
    weight,
    servers: servers.filter((one) => zone === undefined || one.zone === zone || one.zone === ""),
    check: {
      path: text(path) || "/",
      tls: speaksTls(account, group),
      seconds: Number(interval ?? 30),
      timeoutSeconds: Number(timeout ?? 5),
    },
    toServers: text(targetType) !== "alb" && servers.every(({ toServer }) => toServer),
  };
}

/** Resolves a target: an instance, an address, or each zone of an ALB. */
function addressesOf(
  account: Account,
  id: string,
  region: string,
): { address: string; zone: string; toServer: boolean }[] {
  const instance = account.find(INSTANCE, id, region);
  if (instance) {
    const { privateIp, availabilityZone } = account.state(instance);
    return [{ address: text(privateIp), zone: text(availabilityZone), toServer: true }];
  }
  const balancer = account.find(LOAD_BALANCER, id, region);
  if (balancer) {
    return placesOf(account, balancer).map(({ address, zone }) => ({
      address,
      zone,
      toServer: false,
    }));
  }
  return [{ address: id, zone: "", toServer: false }];
}
