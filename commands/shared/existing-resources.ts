import { type EntrySettings, chooseFrontDoor } from "../../components/front-door/kinds";
import type { BackendSection } from "../../components/backend/settings";
import type { StackSettings } from "../../stack/stack-settings";
import { createExistingTargets } from "./existing-targets";
import { type Account, EIP, seedZone } from "../../simulator";
import { createExistingVpc, findExistingVpc } from "./existing-vpc";

/** The settings that name something which is there before the stack. */
interface ExistingSections {
  readonly dns?: { readonly zone?: string; readonly createZone?: boolean };
  readonly entry?: EntrySettings;
  readonly backend?: BackendSection;
  readonly addresses?: { readonly adopt?: Readonly<Record<string, unknown>> };
}

/**
 * Puts into an account what a stack's configuration names as being there already: a VPC with its subnets, hosted
 * zones that it does not create, targets of a backend, and addresses that it adopts, named by their keys. What the
 * account has of it stays as it is. Instances that are not the stack's own are not made.
 */
export function createExisting(account: Account, settings: StackSettings): void {
  const { region, sections } = settings;
  createExistingVpc(account, settings);
  const { dns, entry, backend, addresses } = sections as ExistingSections;
  const zones = [
    ...(dns?.zone !== undefined && !dns.createZone ? [dns.zone] : []),
    ...(backend?.reach === "public" && backend.zone !== undefined ? [backend.zone] : []),
  ];
  for (const name of new Set(zones)) seedZone(account, name);
  if (backend?.existing) {
    const chosen = chooseFrontDoor(entry);
    const access = chosen?.kind.backend(chosen.entry, backend);
    createExistingTargets(account, region, {
      ...backend,
      vpc: findExistingVpc(account, settings),
      // Where no load balancer is created for a color, an ALB of the front door forwards to its target group.
      protocol: access?.loadBalancer.kind === "none" ? "HTTP" : "TCP",
    });
  }
  for (const [key, id] of Object.entries(addresses?.adopt ?? {})) {
    const inputs = { domain: "vpc", tags: { Name: key } };
    if (!account.find(EIP, String(id), region))
      account.create(EIP, region, inputs, { id: String(id) });
  }
}
