import type { Problem } from "../settings/problem";
import { BLOCK_KEY } from "./address";
import type { BlockArgs } from "./block";
import type { LostAddress } from "./lost";
import type { AddressSettings, HeldAddress } from "./plan-addresses";
import { addressProblem } from "./problems";
import type { OwnPoolSettings } from "./settings";

/** An IPAM of the account with the stack's region as its home region. */
export interface AccountIpam {
  readonly id: string;
  /** Id of its public scope. */
  readonly scopeId: string;
  /** Whether it has this stack's tag. */
  readonly isOwn: boolean;
}

/** An IPAM pool with a block in the AWS account that is tagged as this stack's. */
export interface HeldBlock {
  readonly poolId: string;
  readonly scopeId: string;
  /** Its IPv4 blocks, at least one: the stack's block, and others that users provisioned. */
  readonly cidrs: readonly string[];
  /** Whether the last update already removed its protection, because `allowRelease` names it. */
  readonly releaseAllowed: boolean;
}

/** IPAMs and blocks, as looked up. */
export interface BlockFacts {
  readonly ipams: readonly AccountIpam[];
  readonly held: readonly HeldBlock[];
}

export interface BlockPlan {
  /** The stack's block after the update, if it has one. */
  readonly block?: BlockArgs | undefined;
  /** Other blocks of its pool, which users provisioned, by key. */
  readonly others: Readonly<Record<string, string>>;
  /** Id of its pool, if it exists. */
  readonly poolId?: string | undefined;
  /** Number of unallocated addresses in its pool. */
  readonly free: number;
  readonly lost: readonly LostAddress[];
  readonly notices: readonly string[];
  readonly problems: readonly Problem[];
}

const NOTHING = { others: {}, free: 0, lost: [], notices: [], problems: [] };
const PATH = "addresses.pool";

/** AWS provides larger blocks on request only: https://docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html */
const LARGEST_BY_DEFAULT = 29;

const lengthOf = (cidr: string): number => Number(cidr.split("/")[1]);

const sizeOf = (cidrs: readonly string[]): number =>
  cidrs.reduce((sum, cidr) => sum + 2 ** (32 - lengthOf(cidr)), 0);

/**
 * Decides whether the block exists after an update, as `planAddresses` does for an address. A block that the
 * configuration no longer uses is released in the update after the one that removed its protection, and never while
 * one of its addresses is kept.
 *
 * @param wanted undefined if the stack creates no pool
 * @param facts existing IPAMs and blocks, as far as they were looked up
 * @param ownCidr the block in the state, if any
 * @param addresses Elastic IPs of the stack
 */
export function planBlock(
  region: string,
  wanted: OwnPoolSettings | undefined,
  { protect, allowRelease }: Pick<AddressSettings, "protect" | "allowRelease">,
  { ipams, held }: BlockFacts,
  ownCidr: string | undefined,
  addresses: readonly HeldAddress[],
): BlockPlan {
  const [pool, other] = held;
  if (pool && other) {
    const at = { path: `addresses (${BLOCK_KEY})`, given: other.poolId };
    return {
      ...NOTHING,
      problems: [addressProblem("block-key-twice", at, { key: BLOCK_KEY })],
    };
  }
  const existing = pool && withCidr(pool, ownCidr);
  const others = existing?.others ?? {};
  const releaseAllowed = allowRelease.includes(BLOCK_KEY);
  if (wanted) {
    const problems = existing
      ? validateLength(wanted, existing)
      : validateIpam(wanted, ipams, region);
    const scopeId = existing?.scopeId ?? ipams.find(({ id }) => id === wanted.ipam)?.scopeId;
    const block = blockArgs(region, wanted.netmaskLength, scopeId, ipams, existing);
    const isLarge = !existing && wanted.netmaskLength < LARGEST_BY_DEFAULT;
    const used = addresses.filter((one) => existing && one.pool === existing.poolId).length;
    return {
      others,
      poolId: existing?.poolId,
      free: sizeOf(pool?.cidrs ?? [`/${wanted.netmaskLength}`]) - used,
      lost: [],
      notices: isLarge ? [largeBlock(wanted.netmaskLength)] : [],
      problems,
      block: { ...block, releaseAllowed },
    };
  }
  if (!existing) return NOTHING;
  const its = `${BLOCK_KEY} (${existing.cidr})`;
  if (!releaseAllowed) return { ...NOTHING, lost: [{ key: BLOCK_KEY, publicIp: existing.cidr }] };
  const users = addresses.filter(({ pool }) => pool === existing.poolId).map(({ key }) => key);
  if (users.length > 0) {
    const at = { path: "addresses.allowRelease", given: allowRelease };
    const problem = addressProblem("block-in-use", at, { cidr: existing.cidr, users });
    return { ...NOTHING, problems: [problem] };
  }
  if (existing.releaseAllowed || !protect) {
    return {
      ...NOTHING,
      notices: [`${its} is released with this update, as allowed by allowRelease`],
    };
  }
  const notice = `${its} loses its protection in this update and is released with the next \`pulumi up\`, as allowed by allowRelease`;
  const block = blockArgs(region, lengthOf(existing.cidr), existing.scopeId, ipams, existing);
  return { ...NOTHING, others, block: { ...block, releaseAllowed }, notices: [notice] };
}

interface OwnBlock extends Omit<HeldBlock, "cidrs"> {
  readonly cidr: string;
  readonly others: Readonly<Record<string, string>>;
}

/** Separates the stack's block of a pool from the others. Without a state it takes the first one. */
function withCidr({ cidrs, ...pool }: HeldBlock, ownCidr: string | undefined): OwnBlock {
  const cidr = ownCidr !== undefined && cidrs.includes(ownCidr) ? ownCidr : cidrs[0]!;
  const others = cidrs.filter((one) => one !== cidr);
  return {
    ...pool,
    cidr,
    others: Object.fromEntries(others.map((one, index) => [`${BLOCK_KEY}-${index + 2}`, one])),
  };
}

function blockArgs(
  region: string,
  netmaskLength: number,
  scopeId: string | undefined,
  ipams: readonly AccountIpam[],
  existing: OwnBlock | undefined,
): BlockArgs {
  const own = ipams.find((ipam) => ipam.isOwn && (scopeId ?? ipam.scopeId) === ipam.scopeId);
  return {
    region,
    netmaskLength,
    ...(own ? { ipamId: own.id } : scopeId !== undefined && { ipamScopeId: scopeId }),
    ...(existing && { existing: { poolId: existing.poolId, cidr: existing.cidr } }),
  };
}

function validateLength({ netmaskLength: given }: OwnPoolSettings, { cidr }: OwnBlock): Problem[] {
  if (lengthOf(cidr) === given) return [];
  return [
    addressProblem(
      "block-length",
      { path: `${PATH}.netmaskLength`, given },
      { cidr, length: lengthOf(cidr) },
    ),
  ];
}

/** AWS allows one IPAM for each account and region; this limit cannot be raised. */
function validateIpam(
  { ipam }: OwnPoolSettings,
  ipams: readonly AccountIpam[],
  region: string,
): Problem[] {
  const path = `${PATH}.ipam`;
  if (ipam === undefined) {
    const [foreign] = ipams.filter(({ isOwn }) => !isOwn);
    return foreign ? [addressProblem("ipam-exists", { path }, { id: foreign.id, region })] : [];
  }
  if (ipams.some(({ id }) => id === ipam)) return [];
  return [addressProblem("ipam-missing", { path, given: ipam }, { region })];
}

const largeBlock = (length: number): string =>
  `addresses.pool: AWS provides a /${length} only after AWS Support has raised the account's limit, which is /${LARGEST_BY_DEFAULT}. Otherwise the update fails before it creates the front door`;
