import * as aws from "@pulumi/aws";
import {
  HealthChecks,
  ProxyTier,
  RoutedRecord,
  StaticAddresses,
  Vpc,
  planNodes,
  requestNodeAddresses,
} from "@holdfast-owner/holdfast";

/** Nodes with fixed addresses in two zones of a region, in front of a service that both regions use. */
function frontDoor(region: string, cidr: string) {
  const provider = new aws.Provider(region, { region });
  const zones = [`${region}a`, `${region}b`];
  const { addresses, allowList } = new StaticAddresses(
    `${region}-addresses`,
    { addresses: requestNodeAddresses(planNodes(zones, 1)) },
    { provider },
  );
  const vpc = new Vpc(
    `${region}-network`,
    { cidr, availabilityZones: zones, egress: { kind: "none" } },
    { provider },
  );
  const tier = new ProxyTier(
    `${region}-entry`,
    {
      vpc,
      addresses,
      nodesPerAz: 1,
      instanceType: "t4g.small",
      haproxy: { backend: { host: "origin.example.net", port: 443, healthPath: "/" } },
      backends: {}, // HTTPS is allowed anyway
    },
    { provider },
  );
  // Route 53 is one for all regions.
  const checks = new HealthChecks(`${region}-health`, {
    addresses: tier.addresses,
    ...tier.health,
  });
  const endpoints = Object.entries(checks.endpoints).map(([key, endpoint]) => [
    `${region}-${key}`,
    endpoint,
  ]);
  return { allowList, endpoints: Object.fromEntries(endpoints) as typeof checks.endpoints };
}

const america = frontDoor("us-east-1", "10.20.0.0/16");
const europe = frontDoor("eu-west-1", "10.30.0.0/16");
const { fqdn: hostname } = new RoutedRecord("dns", {
  zone: { kind: "existing", name: "example.com" },
  record: "worldwide",
  answers: {
    kind: "addresses",
    routing: "multivalue",
    endpoints: { ...america.endpoints, ...europe.endpoints },
  },
});
const allowLists = { america: america.allowList, europe: europe.allowList };

export { allowLists, hostname };
