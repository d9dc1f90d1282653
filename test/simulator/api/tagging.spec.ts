import assert from "node:assert/strict";
import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { serveApi } from "../../../simulator/api";
import { ACCELERATOR, HOSTED_ZONE, ROLE, TAG, VPC_PEERING } from "../../../simulator/model/tokens";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";

describe("GetResources", () => {
  let lab: Lab;
  let api: Awaited<ReturnType<typeof serveApi>>;
  let client: ResourceGroupsTaggingAPIClient;
  beforeEach(async () => {
    lab = new Lab();
    api = await serveApi(lab.account);
    client = clientOf("us-east-1");
  });
  afterEach(async () => {
    client.destroy();
    await api.close();
  });

  const clientOf = (region: string): ResourceGroupsTaggingAPIClient =>
    new ResourceGroupsTaggingAPIClient({
      endpoint: api.url,
      region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });

  const getResources = (input: GetResourcesCommandInput) =>
    client.send(new GetResourcesCommand(input));

  /** The ids of the resources found. */
  const ids = async (input: GetResourcesCommandInput): Promise<string[]> =>
    ((await getResources(input)).ResourceTagMappingList ?? []).map(
      ({ ResourceARN: arn = "" }) => arn.split("/").pop() ?? "",
    );

  it("finds resources by tags and type, with all their tags", async () => {
    const eip = lab.eip({ tags: { stack: "dev", Name: "a" } });
    lab.eip({ tags: { stack: "prod" } });
    lab.eip();
    const vpc = lab.vpc({ tags: { stack: "dev" } });
    const TagFilters = [{ Key: "stack", Values: ["dev", "test"] }];
    assert.deepEqual((await ids({ TagFilters })).sort(), [eip.id, vpc.id].sort());
    assert.deepEqual(await ids({ TagFilters, ResourceTypeFilters: ["ec2:vpc"] }), [vpc.id]);
    const named = { TagFilters: [...TagFilters, { Key: "Name" }] };
    const [found] = (await getResources(named)).ResourceTagMappingList ?? [];
    assert.deepEqual(found, {
      ResourceARN: `arn:aws:ec2:us-east-1:123456789012:elastic-ip/${eip.id}`,
      Tags: [
        { Key: "stack", Value: "dev" },
        { Key: "Name", Value: "a" },
      ],
    });
  });

  it("finds what is of the region that the request is signed for, and what was tagged afterwards", async () => {
    const elsewhere = lab.account.create(lab.eip().type, "eu-west-1", { tags: { a: "b" } });
    const eip = lab.eip();
    lab.make(TAG, { resourceId: eip.id, key: "a", value: "b" });
    assert.deepEqual(await ids({}), [eip.id]);
    client.destroy();
    client = clientOf("eu-west-1");
    assert.deepEqual(await ids({}), [elsewhere.id]);
  });

  it("finds NAT gateways", async () => {
    const vpc = lab.vpc();
    lab.gateway(vpc);
    const nat = lab.nat(lab.subnet(vpc), lab.eip());
    lab.change(nat, { tags: { a: "b" } });
    const ResourceTypeFilters = ["ec2:natgateway"];
    assert.deepEqual(await ids({ ResourceTypeFilters }), [nat.id]);
  });

  it("finds peerings", async () => {
    const [vpcId, peerVpcId] = ["10.0.0.0/16", "10.1.0.0/16"].map(
      (cidrBlock) => lab.vpc({ cidrBlock }).id,
    );
    const tags = { a: "b" };
    const { id } = lab.make(VPC_PEERING, { vpcId, peerVpcId, autoAccept: true, tags });
    assert.deepEqual(await ids({ ResourceTypeFilters: ["ec2:vpc-peering-connection"] }), [id]);
  });

  it("finds what belongs to no region in us-east-1, and nothing of IAM", async () => {
    const tags = { a: "b" };
    const assumeRolePolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    const zone = lab.make(HOSTED_ZONE, { name: "shop.test", tags });
    lab.make(ROLE, { assumeRolePolicy, tags });
    assert.deepEqual(await ids({}), [zone.id]);
    client.destroy();
    client = clientOf("eu-west-1");
    assert.deepEqual(await ids({}), []);
  });

  it("finds accelerators in us-west-2, as a lookup does", async () => {
    const tags = { a: "b" };
    const { id } = lab.make(ACCELERATOR, { name: "edge", tags });
    assert.deepEqual(await ids({}), []);
    client.destroy();
    client = clientOf("us-west-2");
    assert.deepEqual(await ids({ ResourceTypeFilters: ["globalaccelerator:accelerator"] }), [
      id.split("/").at(-1),
    ]);
    const lookUp = (filter: Values) =>
      lab.account.lookUp("aws:resourcegroupstaggingapi/getResources:getResources", "us-east-1", {
        region: "us-west-2",
        tagFilters: [filter],
      })["resourceTagMappingLists"];
    const found = [{ resourceArn: id, tags, complianceDetails: [] }];
    assert.deepEqual(lookUp({ key: "a", values: ["b"] }), found);
    assert.deepEqual(lookUp({ key: "a", values: ["c"] }), []);
  });

  it("gives pages, each resource on one of them", async () => {
    const made = Array.from({ length: 7 }, () => lab.eip({ tags: { a: "b" } }).id);
    const pages: string[][] = [];
    let token: string | undefined;
    do {
      const page = { ResourcesPerPage: 3, ...(token ? { PaginationToken: token } : {}) };
      pages.push(await ids(page));
      token = (await getResources(page)).PaginationToken;
    } while (token);
    assert.deepEqual(
      pages.map((page) => page.length),
      [3, 3, 1],
    );
    assert.deepEqual(pages.flat().sort(), made.sort());
  });

  it("fails when a parameter is not modelled, and names the place to add it", async () => {
    await assert.rejects(getResources({ ResourceARNList: ["arn:x"] }), {
      name: "InvalidParameterException",
      message: "ResourceARNList is not modelled: add it to simulator/api/",
    });
  });
});
