import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { parseConfig } from "../../../components/config/parse-config";
import { askRegion } from "../../../components/config/facts";

type Answers = Readonly<Record<string, (inputs: Record<string, unknown>) => object>>;

/** Asks about a configuration; a lookup that is not answered here fails. */
async function ask(sections: Record<string, unknown>, answers: Answers) {
  await pulumi.runtime.setMocks({
    newResource: ({ type }) => assert.fail(`registered ${type}`),
    call: ({ token, inputs }) => {
      const name = token.split(":").pop()!;
      const answer = answers[name];
      if (!answer) throw Object.assign(new Error(), { details: `${name} is out of order` });
      return answer(inputs as Record<string, unknown>);
    },
  });
  const values: Record<string, string> = { "aws:region": "us-east-1" };
  for (const [name, section] of Object.entries(sections)) {
    values[`holdfast:${name}`] = JSON.stringify(section);
  }
  return askRegion(
    parseConfig(values, () => false),
    "holdfast/dev",
  );
}

const NETWORK = { cidr: "10.20.0.0/16" };
const free = { publicIp: "203.0.113.7", domain: "vpc", tags: {}, networkInterfaceId: "" };

describe("askRegion", () => {
  it("asks for availability zones whatever their state, and leaves local zones out", async () => {
    const { zones } = await ask(
      { network: NETWORK },
      {
        getAvailabilityZones: (inputs) => {
          assert.deepEqual(inputs, {
            filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
          });
          return { names: ["us-east-1b", "us-east-1a"] };
        },
      },
    );
    assert.deepEqual(zones, { value: ["us-east-1a", "us-east-1b"] });
  });

  it("asks once which zones offer the instance types of the stack", async () => {
    const asked: unknown[] = [];
    const { offerings, instances } = await ask(
      {
        network: NETWORK,
        entry: { kind: "haproxy" },
        backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
        jumpbox: { kind: "ssm" },
      },
      {
        getInstanceTypeOfferings: (inputs) => {
          asked.push(inputs);
          return {
            instanceTypes: ["t4g.micro", "c7g.medium", "t4g.micro"],
            locations: ["us-east-1b", "us-east-1a", "us-east-1a"],
          };
        },
      },
    );
    const values = ["c7g.medium", "t4g.micro", "t4g.nano"];
    assert.ok(instances && "error" in instances);
    assert.deepEqual(asked, [
      { locationType: "availability-zone", filters: [{ name: "instance-type", values }] },
    ]);
    assert.deepEqual(offerings, {
      value: {
        "c7g.medium": ["us-east-1a"],
        "t4g.nano": [],
        "t4g.micro": ["us-east-1a", "us-east-1b"],
      },
    });
  });

  it("asks for each endpoint service by name and type", async () => {
    const egress = { kind: "privatelink", interfaceEndpoints: ["kms"], gatewayEndpoints: ["s3"] };
    const { endpoints } = await ask(
      { network: { ...NETWORK, egress } },
      {
        getVpcEndpointService: (inputs) => ({ availabilityZones: [Object.values(inputs).join()] }),
      },
    );
    assert.deepEqual(endpoints, [
      {
        path: "network.egress.interfaceEndpoints[0]",
        service: "kms",
        type: "Interface",
        zones: { value: ["com.amazonaws.us-east-1.kms,Interface"] },
      },
      {
        path: "network.egress.gatewayEndpoints[0]",
        service: "s3",
        type: "Gateway",
        zones: { value: ["com.amazonaws.us-east-1.s3,Gateway"] },
      },
    ]);
  });

  it("tells by whom an adopted address is used", async () => {
    const uses = [
      { networkInterfaceId: "eni-1", instanceId: "i-1", associationId: "eipassoc-1" },
      { instanceId: "i-1", associationId: "eipassoc-1" },
      { associationId: "eipassoc-1" },
      {},
    ];
    const users: unknown[] = [];
    for (const use of uses) {
      const { adopted } = await ask(
        { network: NETWORK, addresses: { adopt: { "egress-a": "eipalloc-11111111" } } },
        { getElasticIp: ({ id }) => ({ ...free, ...use, publicDns: id }) },
      );
      const [{ address }] = adopted as [(typeof adopted)[0]];
      users.push("value" in address ? address.value.associatedWith : address.error);
    }
    assert.deepEqual(users, ["eni-1", "i-1", "eipassoc-1", undefined]);
  });

  it("finds the addresses with the stack's tag, and passes over those without a key", async () => {
    const tags = (id: unknown) =>
      id === "eipalloc-1" ? {} : { "holdfast:key": `key-${String(id)}` };
    const { held } = await ask(
      { network: NETWORK },
      {
        getEips: (inputs) => {
          assert.deepEqual(inputs, {
            filters: [{ name: "tag:holdfast:stack", values: ["holdfast/dev"] }],
          });
          return { allocationIds: ["eipalloc-3", "eipalloc-1", "eipalloc-2"] };
        },
        getElasticIp: ({ id }) => ({ ...free, tags: tags(id) }),
      },
    );
    assert.deepEqual(
      held && "value" in held && held.value.map(({ key, associatedWith }) => [key, associatedWith]),
      [
        ["key-eipalloc-2", undefined],
        ["key-eipalloc-3", undefined],
      ],
    );
  });

  it("tells for each question why it was not answered", async () => {
    const facts = await ask({ network: NETWORK }, { getEips: () => ({ allocationIds: ["x"] }) });
    assert.deepEqual(facts, {
      zones: { error: "getAvailabilityZones is out of order" },
      offerings: undefined,
      accountId: undefined,
      instances: undefined,
      vpc: undefined,
      publicZones: undefined,
      targets: undefined,
      endpoints: [],
      adopted: [],
      pool: undefined,
      blocks: undefined,
      held: { error: "getElasticIp is out of order" },
      listed: 0,
      state: { error: "readStackResourceOutputs is out of order" },
      accelerators: undefined,
      clients: undefined,
      hosts: undefined,
    });
  });

  it("asks nothing about sections that make no sense", async () => {
    const { zones, held, ...others } = await ask({ network: 7, addresses: 1 }, {});
    assert.deepEqual([zones, held], [undefined, undefined]);
    assert.deepEqual(others, {
      offerings: undefined,
      accountId: undefined,
      instances: undefined,
      vpc: undefined,
      publicZones: undefined,
      targets: undefined,
      endpoints: [],
      adopted: [],
      pool: undefined,
      blocks: undefined,
      listed: undefined,
      state: { error: "readStackResourceOutputs is out of order" },
      accelerators: undefined,
      clients: undefined,
      hosts: undefined,
    });
  });

  const IPAM_POOL = "ipam-pool-0123456789abcdef0";

  it("counts an IPAM pool's free addresses from what is provisioned and what this account has", async () => {
    const { pool } = await ask(
      { addresses: { pool: IPAM_POOL } },
      {
        getEips: ({ filters }) =>
          filters
            ? { allocationIds: [] }
            : { allocationIds: [], publicIps: ["203.0.113.9", "198.51.100.1"] },
        getVpcIpamPool: () => ({ addressFamily: "ipv4", awsService: "ec2", locale: "us-east-1" }),
        getVpcIpamPoolCidrs: () => ({
          ipamPoolCidrs: [
            { cidr: "203.0.113.8/29", state: "provisioned" },
            { cidr: "203.0.113.16/29", state: "pending-provision" },
          ],
        }),
      },
    );
    assert.deepEqual(pool, {
      value: {
        isIpv4: true,
        isForElasticIps: true,
        place: "us-east-1",
        free: 7,
        blocks: ["203.0.113.8/29"],
      },
    });
  });

  it("finds the IPAMs, and the pool with the stack's tag and its blocks", async () => {
    const own = { "holdfast:stack": "holdfast/dev", "holdfast:key": "entry-block" };
    const cidrs: Readonly<Record<string, readonly object[]>> = {
      "ipam-pool-1": [
        { cidr: "203.0.113.8/29", state: "provisioned" },
        { cidr: "203.0.113.0/30", state: "provisioned" },
        { cidr: "203.0.113.16/29", state: "pending-provision" },
      ],
      "ipam-pool-2": [],
    };
    const { blocks } = await ask(
      { addresses: { pool: {} } },
      {
        getVpcIpams: () => ({ ipams: [{ id: "ipam-1" }, { id: "ipam-2" }] }),
        getVpcIpam: ({ id }) => ({
          publicDefaultScopeId: `scope of ${String(id)}`,
          tags: id === "ipam-1" ? { "holdfast:stack": "holdfast/dev" } : {},
        }),
        getVpcIpamPools: () => ({
          ipamPools: [
            {
              id: "ipam-pool-0",
              ipamScopeId: "other",
              tags: { ...own, "holdfast:stack": "x/dev" },
            },
            { id: "ipam-pool-1", ipamScopeId: "scope of ipam-1", tags: own },
            { id: "ipam-pool-2", ipamScopeId: "scope of ipam-1", tags: own },
          ],
        }),
        getVpcIpamPoolCidrs: ({ ipamPoolId }) => ({ ipamPoolCidrs: cidrs[String(ipamPoolId)]! }),
      },
    );
    assert.deepEqual(blocks, {
      value: {
        ipams: [
          { id: "ipam-1", scopeId: "scope of ipam-1", isOwn: true },
          { id: "ipam-2", scopeId: "scope of ipam-2", isOwn: false },
        ],
        held: [
          {
            poolId: "ipam-pool-1",
            scopeId: "scope of ipam-1",
            cidrs: ["203.0.113.0/30", "203.0.113.8/29"],
            releaseAllowed: false,
          },
        ],
      },
    });
  });

  const PREFIX_LISTS = ["pl-0123456789abcdef0", "pl-01234567", "pl-76543210"];
  const withClients = (answers: Answers) =>
    ask(
      { entry: { kind: "haproxy", allowFrom: ["198.51.100.0/24", ...PREFIX_LISTS] } },
      { getEips: () => ({ allocationIds: [] }), ...answers },
    );
  const getManagedPrefixList: Answers[string] = ({ id }) => {
    const index = PREFIX_LISTS.indexOf(id as string);
    const name = [
      "partners",
      "com.amazonaws.global.cloudfront.origin-facing",
      "com.amazonaws.us-east-1.s3",
    ][index];
    return { name, addressFamily: "IPv4", maxEntries: index === 0 ? 12 : 0 };
  };

  it("weighs a prefix list by its room, and AWS's own as AWS says", async () => {
    const { clients } = await withClients({
      getManagedPrefixList,
      getServiceQuota: () => ({ value: 120 }),
    });
    const weights = Object.values(clients!.prefixLists).map((list) =>
      "value" in list ? list.value.weight : list.error,
    );
    assert.deepEqual(weights, [12, 55, 1]);
    assert.equal(clients!.mostRules, 120);
  });

  it("takes AWS's default for the limit of rules where the account may not ask", async () => {
    const { clients } = await withClients({ getManagedPrefixList });
    assert.equal(clients!.mostRules, 60);
  });

  const accelerators = (asked: object[] = []): Answers => ({
    getEips: () => ({ allocationIds: [] }),
    getResources: (inputs) => {
      asked.push(inputs);
      const tags = { "holdfast:release": "allowed" };
      return { resourceTagMappingLists: [{ resourceArn: "arn:1", tags }] };
    },
    getAccelerator: () => ({ ipSets: [{ ipAddresses: ["203.0.113.2", "203.0.113.1"] }] }),
  });

  it("asks for the stack's accelerator where Global Accelerator is at home", async () => {
    const asked: object[] = [];
    const facts = await ask({ entry: { kind: "accelerator" } }, accelerators(asked));
    assert.deepEqual(facts.accelerators, {
      value: [{ arn: "arn:1", addresses: ["203.0.113.1", "203.0.113.2"], releaseAllowed: true }],
    });
    assert.deepEqual(asked, [
      {
        region: "us-west-2",
        resourceTypeFilters: ["globalaccelerator:accelerator"],
        tagFilters: [
          { key: "holdfast:stack", values: ["holdfast/dev"] },
          { key: "holdfast:key", values: ["entry-accelerator"] },
        ],
      },
    ]);
  });

  it("looks it up while it is being released, and else looks up no accelerators", async () => {
    const leaving = { allowRelease: ["entry-accelerator"] };
    const given = await ask({ addresses: leaving }, accelerators());
    assert.ok(given.accelerators && "value" in given.accelerators);
    const asked: object[] = [];
    const without = await ask({ entry: { kind: "haproxy" } }, accelerators(asked));
    assert.equal(without.accelerators, undefined);
    assert.deepEqual(asked, []);
  });
});
