import { OwnLab } from "../own-lab";
import { Relay } from "./relay";
import type { Plan, Scene } from "./scenes";

/** Short waits. The places come by metadata. */
const SETTINGS = {
  HOLDFAST_CHECK_MS: "20",
  HOLDFAST_RETRY_MS: "2",
  HOLDFAST_ROUTE_TABLES: "",
};

/** holdfast-own on the second node of a pair, whose first one has the address. */
export async function own(
  plan: Plan,
  failover: "route" | "eip",
  state: "MASTER" | "BACKUP",
): Promise<Scene> {
  let relay: Relay | undefined;
  const lab = await OwnLab.open(failover, async (targets) => {
    relay = await Relay.open(targets, plan);
    return relay.url;
  });
  const { account, api } = lab;
  if (failover === "route") account.tagTables("b", "public", "a", "b");
  const node = await lab.node("b", SETTINGS);
  const outside = account.aws.eip().id;
  relay!.others = {
    i: account.instances.a.id,
    eni: account.interfaces.a.id,
    eipalloc: outside,
  };
  const here = { NetworkInterfaceId: account.interfaces.b.id };
  const routes = Object.values(account.tables).map(({ id }) => ({
    ...here,
    RouteTableId: id,
    DestinationCidrBlock: `${account.destination}/32`,
  }));
  const moves = {
    AssociateAddress: [{ ...here, AllocationId: account.eip.id }],
    ReplaceRoute: routes,
    CreateRoute: routes,
    ModifyNetworkInterfaceAttribute: [here],
  };
  return {
    relay: relay!,
    api,
    start: () => {
      const running = node.launch();
      let said = false;
      running.said(() => {
        if (said || !node.log.includes("action=ready")) return;
        said = true;
        node.transition(state);
      });
      return running;
    },
    codes: [2, 6],
    isDone: () => state === "BACKUP" || lab.owner === "b",
    allowed: state === "MASTER" ? moves : { ModifyNetworkInterfaceAttribute: [here] },
    faults: () =>
      state === "BACKUP" && lab.owner !== "a" ? ["moved by a node that is no master"] : [],
    close: async () => {
      await lab.close();
      relay!.close();
    },
  };
}
