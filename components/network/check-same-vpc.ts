import type { Problem } from "../settings/problem";
import type { StateResource } from "../settings/stack-state";
import { networkProblem } from "./problems";
import type { NetworkConfig } from "./settings";

/** URN of the VPC of `createNetwork`, not of a colour's VPC. */
const OWN_VPC = /::holdfast:network:Vpc\$aws:ec2\/vpc:Vpc::network$/;
const STACK = "pulumi:pulumi:Stack";

/** Component resources and the stack itself can outlive their AWS resources. */
const isAws = (type: string): boolean => type.startsWith("aws:");

/** The current VPC of the stack. */
interface HeldVpc {
  /** Its name in the configuration: the CIDR of a VPC that the stack created, or the id of an existing one. */
  readonly name: string;
  /** Only for a VPC that the stack created. */
  readonly urn?: string | undefined;
}

function heldVpc(state: readonly StateResource[]): HeldVpc | undefined {
  const own = state.find(({ urn }) => OWN_VPC.test(urn));
  if (own) return { name: String(own.outputs["cidrBlock"]), urn: own.urn };
  const id = state.find(({ type }) => type === STACK)?.outputs["vpcId"];
  const isUsed = state.some(({ type, outputs }) => isAws(type) && outputs["vpcId"] === id);
  return typeof id === "string" && isUsed ? { name: id } : undefined;
}

/**
 * Finds a change of the stack's VPC. AWS cannot change the CIDR of a VPC or move resources to another VPC, so the
 * update would replace the VPC and all resources in it.
 */
export function validateSameVpc(
  { existing, cidr }: NetworkConfig,
  state: readonly StateResource[],
  protect: boolean,
): Problem[] {
  const held = heldVpc(state);
  const wanted = existing?.vpcId ?? cidr;
  if (held === undefined || held.name === wanted) return [];
  const at = existing
    ? { path: "network.existing", given: wanted }
    : { path: "network.cidr", given: cidr };
  return [networkProblem("vpc-replaced", at, { from: held.name, steps: stepsFrom(held, protect) })];
}

const stepsFrom = ({ urn }: HeldVpc, protect: boolean): string[] => [
  ...(urn === undefined
    ? [
        ...(protect ? [] : ["add addresses.protect: true, and `pulumi up` with the old VPC"]),
        "`pulumi destroy --exclude-protected` removes everything but the addresses",
      ]
    : [
        `\`pulumi destroy --target '${urn}' --target-dependents\` removes the VPC and all resources in it; addresses and zones stay`,
      ]),
  "`pulumi up` with the new VPC creates everything again, with the same addresses",
];
