import assert from "node:assert/strict";
import * as t from "../../stack/types";
import { BASELINE_CONFIG, baseline } from "./baseline";
import { judge, type PackConfig, type Plan, ref, type View } from "./plan";

/** A valid configuration that looks like a mistake. */
interface Right {
  readonly title: string;
  readonly plant: (plan: Plan) => void;
  readonly config?: PackConfig;
}

const tags = { environment: "production" };
const groupTags = [{ key: "environment", value: "production", propagateAtLaunch: true }];

const allows = (statement: object) => (plan: Plan) =>
  plan.set("may-claim", {
    policy: JSON.stringify({ Statement: [{ Effect: "Allow", Resource: "*", ...statement }] }),
  });

const rule = (port: number, who: object) => ({
  securityGroupId: ref("proxies"),
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  ...who,
});

const RIGHT: readonly Right[] = [
  {
    title: "an A record of an address outside of AWS, without a health check",
    plant: (plan) =>
      plan.add("office", t.RECORD, {
        zoneId: ref("zone"),
        name: "office.example.com",
        type: "A",
        ttl: 300,
        records: ["198.51.100.7"],
      }),
  },
  {
    title: "weights of 0 in a zone of others, where another stack has the rest of the lookups",
    plant: (plan) =>
      plan.add("share", t.RECORD, {
        zoneId: "Z0123456789",
        name: "shared.example.net",
        type: "A",
        setIdentifier: "holdfast/prod",
        weightedRoutingPolicies: [{ weight: 0 }],
        aliases: [{ name: ref("nlb", "dnsName"), zoneId: "Z1", evaluateTargetHealth: false }],
      }),
  },
  {
    title: "a group for jobs, which may have no instance",
    plant: (plan) =>
      plan.add("jobs", t.GROUP, {
        minSize: 0,
        maxSize: 10,
        vpcZoneIdentifiers: [ref("back-private-a"), ref("back-private-b")],
        tags: groupTags,
      }),
  },
  {
    title: "a group of at most one instance, which may have none",
    plant: (plan) =>
      plan.add("batch", t.GROUP, {
        minSize: 0,
        maxSize: 1,
        vpcZoneIdentifiers: [ref("back-private-a")],
        tags: groupTags,
      }),
  },
  {
    title: "a single NAT gateway that is allowed",
    config: {
      "aws-ec2-nat-gateway-require-own-zone": { allowSingle: true },
      "aws-ec2-eip-disallow-release": {},
    },
    plant: (plan) => {
      plan.set("way-out-b", { natGatewayId: ref("nat-a") });
      plan.remove("nat-b", "allow-nat-b", "address-nat-b");
    },
  },
  {
    title: "a load balancer in one zone, to which a command adds another",
    plant: (plan) => {
      plan.set("nlb", { subnetMappings: [{ subnetId: ref("back-private-a") }] });
      plan.add("zone-b", t.COMMAND, {
        environment: { ZONE_BALANCER: ref("nlb"), ZONE_SUBNET: ref("back-private-b") },
      });
    },
  },
  {
    title: "two instances in one zone that do different work",
    plant: (plan) => {
      for (const name of ["build", "license-server"]) {
        plan.add(name, t.INSTANCE, {
          ...plan.get("proxy-a").props,
          subnetId: ref("front-private-a"),
        });
      }
    },
  },
  {
    title: "private subnets for a database, without any route",
    plant: (plan) => {
      for (const zone of ["a", "b"]) {
        plan.add(`database-table-${zone}`, t.ROUTE_TABLE, { vpcId: ref("front"), tags });
        plan.add(`database-${zone}`, t.SUBNET, {
          vpcId: ref("front"),
          availabilityZone: `us-east-1${zone}`,
          tags,
        });
        plan.add(`database-${zone}-association`, t.ROUTE_TABLE_ASSOCIATION, {
          subnetId: ref(`database-${zone}`),
          routeTableId: ref(`database-table-${zone}`),
        });
      }
    },
  },
  {
    title: "unprotected addresses of NAT gateways in a stack without an allow-list",
    config: { "aws-ec2-eip-disallow-release": {} },
    plant: (plan) => {
      plan.remove(
        "allow-list",
        ...["nat-a", "nat-b", "entry-a", "entry-b"].map((key) => `allow-${key}`),
      );
      for (const zone of ["a", "b"]) plan.get(`address-nat-${zone}`).protect = false;
    },
  },
  {
    title: "a health check of the port that a listener serves on",
    plant: (plan) => {
      plan.set("tcp", { port: 8443 });
      plan.set("check-a", { port: 8443 });
      plan.add("serve", t.INGRESS_RULE, rule(8443, { cidrIpv4: "0.0.0.0/0" }));
    },
  },
  {
    title: "a long idle timeout of an ALB that no NLB is in front of",
    plant: (plan) =>
      plan.set("alb", {
        internal: false,
        idleTimeout: 4000,
        ipamPools: { ipv4IpamPoolId: "ipam-pool-0123456789abcdef0" },
      }),
  },
  {
    title: "SSH from private blocks and from partners, however many",
    plant: (plan) => {
      const blocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.51.0.0/16"];
      blocks.forEach((cidrIpv4, index) =>
        plan.add(`ssh-${index}`, t.INGRESS_RULE, rule(22, { cidrIpv4 })),
      );
      plan.add("ssh-inside", t.INGRESS_RULE, rule(22, { cidrIpv6: "fc00::/7" }));
      plan.add("ssh-partner", t.INGRESS_RULE, rule(22, { cidrIpv6: "2001:db8::/32" }));
    },
  },
  {
    title:
      "two halves of the internet, to the same port of different groups and to other ports of one",
    plant: (plan) => {
      plan.add("other", t.SECURITY_GROUP, { vpcId: ref("front"), tags });
      plan.add("ssh-1", t.INGRESS_RULE, rule(22, { cidrIpv4: "3.0.0.0/8" }));
      const elsewhere = { ...rule(22, { cidrIpv4: "13.0.0.0/8" }), securityGroupId: ref("other") };
      plan.add("ssh-2", t.INGRESS_RULE, elsewhere);
      plan.add("rdp", t.INGRESS_RULE, rule(3389, { cidrIpv4: "13.0.0.0/8" }));
    },
  },
  {
    title: "NotAction without addresses and routes",
    plant: allows({ NotAction: ["ec2:*", "route53:*"] }),
  },
  {
    title: "records of a name, by a condition",
    plant: allows({
      Action: "route53:ChangeResourceRecordSets",
      Resource: "arn:aws:route53:::hostedzone/*",
      Condition: {
        "ForAllValues:StringEquals": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["app.example.com"],
        },
      },
    }),
  },
  {
    title: "addresses with a tag, by TLS",
    plant: allows({
      Action: "ec2:AssociateAddress",
      Condition: {
        Bool: { "aws:SecureTransport": "true" },
        StringEquals: { "ec2:ResourceTag/proxy": "a" },
      },
    }),
  },
  {
    title: "an Elastic IP that a Transfer Family server has",
    plant: (plan) => {
      plan.add("address-files", t.EIP, { domain: "vpc", tags: { ...tags, Name: "files" } }, true);
      plan.add("allow-files", t.PREFIX_LIST_ENTRY, {
        prefixListId: ref("allow-list"),
        cidr: ref("address-files", "publicIp", "/32"),
      });
      plan.add("files", t.TRANSFER_SERVER, {
        endpointDetails: { addressAllocationIds: [ref("address-files")] },
      });
    },
  },
];

describe("what is right", () => {
  for (const { title, plant, config } of RIGHT) {
    for (const view of ["previewed", "deployed"] as readonly View[]) {
      it(`passes all policies when ${view}: ${title}`, () => {
        const plan = baseline();
        plant(plan);
        assert.deepEqual(judge(plan.resources(view), { ...BASELINE_CONFIG, ...config }), {});
      });
    }
  }
});
