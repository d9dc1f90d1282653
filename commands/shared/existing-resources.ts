import { type EntrySettings, chooseFrontDoor, webAclOf } from "../../components/front-door/kinds";
import type { BackendSection } from "../../components/backend/settings";
import type { StackSettings } from "../../stack/stack-settings";
import { createExistingTargets } from "./existing-targets";
import { type Account, EIP, WEB_ACL, seedZone } from "../../simulator";
import { createExistingVpc, findExistingVpc } from "./existing-vpc";

/** The settings that name existing resources. */
interface ExistingSections {
  readonly dns?: { readonly zone?: string; readonly createZone?: boolean };
  readonly entry?: EntrySettings;
  readonly backend?: BackendSection;
  readonly addresses?: { readonly adopt?: Readonly<Record<string, unknown>> };
}

/**
 * Creates the existing resources that a stack's configuration names in an account: a VPC with its subnets,
 * hosted zones, targets of a backend, a web ACL, and adopted addresses, named by their keys. Does not change
 * resources that the account already has. Does not create instances outside the stack.
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
      // If no load balancer is created for a color, an ALB of the front door forwards to its target group.
      protocol: access?.loadBalancer.kind === "none" ? "HTTP" : "TCP",
    });
  }
  const [, name, webAclId] = /:regional\/webacl\/([^/]+)\/(.+)$/.exec(webAclOf(entry) ?? "") ?? [];
  if (webAclId !== undefined && !account.find(WEB_ACL, webAclId, region)) {
    const inputs = { name: name!, scope: "REGIONAL", defaultAction: { allow: {} } };
    const visibilityConfig = {
      cloudwatchMetricsEnabled: true,
      metricName: name!,
      sampledRequestsEnabled: true,
    };
    account.create(WEB_ACL, region, { ...inputs, visibilityConfig }, { id: webAclId });
  }
  for (const [key, id] of Object.entries(addresses?.adopt ?? {})) {
    const inputs = { domain: "vpc", tags: { Name: key } };
    if (!account.find(EIP, String(id), region))
      account.create(EIP, region, inputs, { id: String(id) });
  }
}
