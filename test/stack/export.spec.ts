import assert from "node:assert/strict";
import { fromStackExport } from "../../stack/export";
import { fromEngine, fromPreview } from "../../stack/preview";

const urn = (types: string, name: string) => `urn:pulumi:dev::p::${types}::${name}`;
const stack = urn("pulumi:pulumi:Stack", "p-dev");
const outer = urn("acme:net:Outer", "outer");
const inner = urn("acme:net:Outer$acme:net:Inner", "inner");
const eip = urn("acme:net:Outer$acme:net:Inner$aws:ec2/eip:Eip", "ip");

const resources = [
  { urn: stack, type: "pulumi:pulumi:Stack", custom: false },
  { urn: outer, type: "acme:net:Outer", custom: false, parent: stack },
  { urn: inner, type: "acme:net:Inner", custom: false, parent: outer },
  {
    urn: eip,
    type: "aws:ec2/eip:Eip",
    custom: true,
    parent: inner,
    id: "eipalloc-1",
    inputs: { domain: "vpc" },
    propertyDependencies: { domain: [outer] },
  },
  { urn: urn("aws:ec2/eip:Eip", "old"), type: "aws:ec2/eip:Eip", custom: true, delete: true },
  { urn: urn("aws:ec2/vpc:Vpc", "read"), type: "aws:ec2/vpc:Vpc", custom: true, external: true },
  { urn: urn("pulumi:providers:aws", "us"), type: "pulumi:providers:aws", custom: true },
];

const planned = {
  type: "aws:ec2/eip:Eip",
  urn: eip,
  name: "ip",
  inputs: { domain: "vpc" },
  parent: outer,
  id: "eipalloc-1",
  references: { domain: [outer] },
  outputs: undefined,
  protect: undefined,
};

describe("fromStackExport", () => {
  it("keeps what AWS holds for the stack, with its outermost component as parent", () => {
    assert.deepEqual(fromStackExport({ version: 3, deployment: { resources } }), [planned]);
  });

  it("knows an empty stack", () => {
    assert.deepEqual(fromStackExport({ deployment: {} }), []);
  });

  it("fails when the document is another one", () => {
    for (const other of [null, [], {}, { deployment: 1 }, { deployment: { resources: {} } }]) {
      assert.throws(() => fromStackExport(other), /not an output of `pulumi stack export`/);
    }
  });
});

describe("fromPreview", () => {
  const steps = [
    ...resources
      .filter((one) => !("delete" in one))
      .map((newState) => ({ op: "create", urn: newState.urn, newState })),
    { op: "delete", urn: urn("aws:ec2/eip:Eip", "gone"), oldState: { type: "aws:ec2/eip:Eip" } },
  ];

  it("keeps what there will be after the update", () => {
    assert.deepEqual(fromPreview({ steps }), [planned]);
  });

  it("counts a resource that is replaced once, as it will be", () => {
    const newState = { ...resources[3]!, inputs: { domain: "new" } };
    const replaced = [...steps, { op: "create-replacement", urn: eip, newState }];
    assert.deepEqual(fromPreview({ steps: replaced }), [{ ...planned, inputs: { domain: "new" } }]);
  });

  it("fails when the document is another one", () => {
    for (const other of [null, [], {}, 1])
      assert.throws(() => fromEngine(other), /not an output of `pulumi stack export` or/);
    assert.throws(() => fromEngine({ steps: 1 }), /`pulumi preview --json`/);
  });

  it("is told from a stack export by its steps", () => {
    assert.deepEqual(fromEngine({ steps }), fromEngine({ deployment: { resources } }));
  });
});
