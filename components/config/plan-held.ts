import { BLOCK_KEY } from "../addresses/address";
import { checkPoolSize, noticeOutside } from "../addresses/check-pool";
import { reportLost } from "../addresses/lost";
import { type HeldAccelerator, planAccelerator } from "../addresses/plan-accelerator";
import { type BlockFacts, type BlockPlan, planBlock } from "../addresses/plan-block";
import {
  type AddressPlan,
  type AddressRequest,
  type HeldAddress,
  planAddresses,
} from "../addresses/plan-addresses";
import type { AccountPool } from "../addresses/pool-facts";
import type { AddressesConfig, AddressesSettings } from "../addresses/settings";
import type { BackendSection } from "../backend/settings";
import {
  type ChosenFrontDoor,
  type EntrySettings,
  chooseFrontDoor,
  yieldedBy,
} from "../front-door/kinds";
import type { StandingNlb } from "../front-door/nlb/nlb-facts";
import { planReplacement } from "../front-door/nlb/plan-replacement";
import { requestHostAddresses } from "../internal-host/resolve";
import type { HostsSettings } from "../internal-host/settings";
import { validateSameVpc } from "../network/check-same-vpc";
import { externalAddresses, requestEgressAddresses } from "../network/egress";
import type { NetworkConfig } from "../network/settings";
import type { Problem } from "../settings/problem";
import type { StateResource } from "../settings/stack-state";

/** Plans the changes of the update to the addresses that the stack holds in AWS. */
export function planHeld(
  region: string,
  entry: EntrySettings | undefined,
  settings: AddressesSettings,
  internalHosts: HostsSettings,
  backend: BackendSection | undefined,
  network: NetworkConfig,
  held: {
    readonly addresses: readonly HeldAddress[];
    readonly accelerators: readonly HeldAccelerator[];
    readonly pool: AccountPool | undefined;
    readonly blocks: BlockFacts;
    /** CIDR of the block in the state. */
    readonly ownBlock: string | undefined;
    readonly nlb: StandingNlb | undefined;
    readonly listed: number | undefined;
    readonly state: readonly StateResource[];
  },
): { addresses: AddressesConfig; problems: readonly Problem[] } {
  const { protect, pool } = settings;
  const chosen = chooseFrontDoor(entry);
  const requests = requestAddresses(chosen, network, internalHosts, backend);
  const nlb = chosen?.kind.nlb?.(chosen.entry, network);
  const { replaced, problems } = planReplacement(nlb, network, held.addresses, held.nlb);
  // The replacement of an NLB has its own steps.
  const isNlbReplaced = replaced.length > 0 || problems.length > 0;
  const left = isNlbReplaced ? [] : validateSameVpc(network, held.state, protect);
  const {
    plan,
    lost,
    problems: refused,
  } = planAddresses(
    requests,
    {
      ...settings,
      replaced,
      yields: (holder) => yieldedBy(holder, network),
      times: backend,
    },
    held.addresses,
  );
  const own = typeof pool === "object" ? pool : undefined;
  const block = planBlock(region, own, settings, held.blocks, held.ownBlock, held.addresses);
  const source = planSource(settings, chosen, network, plan, block, held);
  const wanted = chosen?.kind.accelerator?.(chosen.entry);
  const fixed = planAccelerator(wanted !== undefined, settings, held.accelerators);
  const given = reportLost([...lost, ...fixed.lost, ...block.lost], settings);
  return {
    addresses: {
      protect,
      ...source.pool,
      ...(block.block && { block: block.block }),
      ...plan,
      external: { ...externalAddresses(network.egress), ...block.others },
      ...(held.listed && { listed: held.listed }),
      notices: [
        ...given.notices,
        ...plan.notices,
        ...source.notices,
        ...block.notices,
        ...fixed.notices,
      ],
      accelerator: fixed.accelerator && { ...fixed.accelerator, ...wanted },
    },
    problems: [
      ...problems,
      ...left,
      ...refused,
      ...source.problems,
      ...block.problems,
      ...fixed.problems,
      ...given.problems,
    ],
  };
}

/** Plans the source of new addresses, and checks that it has enough. */
function planSource(
  { pool }: AddressesSettings,
  chosen: ChosenFrontDoor | undefined,
  network: NetworkConfig,
  { addresses }: AddressPlan,
  block: BlockPlan,
  held: { readonly addresses: readonly HeldAddress[]; readonly pool: AccountPool | undefined },
) {
  if (pool === undefined) return { pool: {}, notices: [], problems: [] };
  const draw = chosen?.kind.poolDraw?.(chosen.entry, network);
  const free = typeof pool === "string" ? held.pool?.free : block.free;
  const size =
    free === undefined
      ? { notices: [], problems: [] }
      : checkPoolSize({ given: pool, free, addresses, draw });
  const name = typeof pool === "string" ? pool : (block.poolId ?? "the new block");
  const blocks = (draw && held.pool?.blocks) ?? [];
  return {
    pool: typeof pool === "string" && {
      pool,
      ...(blocks.length > 0 && {
        blocks: Object.fromEntries(blocks.map((one, index) => [`${BLOCK_KEY}-${index + 1}`, one])),
      }),
    },
    notices: [...noticeOutside(name, addresses, held.addresses), ...size.notices],
    problems: size.problems,
  };
}

/** Requests the Elastic IPs of all parts of the stack. */
export function requestAddresses(
  chosen: ChosenFrontDoor | undefined,
  network: NetworkConfig,
  hosts: HostsSettings,
  backend?: BackendSection,
): AddressRequest[] {
  return [
    ...requestEgressAddresses(network.egress, network.availabilityZones),
    ...(chosen?.kind.addresses(chosen.entry, network, backend) ?? []),
    ...requestHostAddresses(hosts),
  ];
}
