import assert from "node:assert/strict";
import { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const EIP = "aws:ec2/eip:Eip";
const NAT = "aws:ec2/natGateway:NatGateway";

const resource = (type: string, name: string, more: Partial<Resource> = {}): Resource => ({
  type,
  name,
  urn: `urn:pulumi:dev::p::${type}::${name}`,
  inputs: {},
  ...more,
});
const names = (resources: readonly Resource[]): string[] => resources.map(({ name }) => name);

const a = resource(EIP, "a", { id: "eipalloc-0a", outputs: { publicIp: "203.0.113.1" } });
const b = resource(EIP, "b", { id: "eipalloc-0b" });

describe("StackGraph", () => {
  it("finds what a value names by id or address, in a list of ids, and as a block of one", () => {
    const graph = new StackGraph([a, b]);
    const value = { ids: ["eipalloc-0b eipalloc-0a"] };
    assert.deepEqual(names(graph.named(value)), ["b", "a"]);
    assert.deepEqual(names(graph.named(["203.0.113.1/32"], EIP)), ["a"]);
    assert.deepEqual(graph.named(value, NAT), []);
    assert.deepEqual(graph.named("from eipalloc-0a to eipalloc-0b"), []);
  });

  it("takes the engine's record for what is unknown", () => {
    const references = { allocationId: [a.urn] };
    const nat = resource(NAT, "nat", { inputs: { allocationId: UNKNOWN }, references });
    const graph = new StackGraph([a, b, nat]);
    assert.deepEqual(names(graph.referred(nat, "allocationId", EIP)), ["a"]);
    assert.deepEqual(names(graph.referringTo(a)), ["nat"]);
    assert.ok(graph.refersOnlyTo(nat, "allocationId", EIP));
  });

  it("takes a known value before the record, or both where any reference counts", () => {
    const references = { allocationId: [a.urn] };
    const nat = resource(NAT, "nat", { inputs: { allocationId: "eipalloc-0b" }, references });
    const graph = new StackGraph([a, b, nat]);
    assert.deepEqual(names(graph.referred(nat, "allocationId", EIP)), ["b"]);
    assert.deepEqual(names(graph.references(nat, "allocationId", EIP)), ["a", "b"]);
  });

  it("knows the outermost component of a resource", () => {
    const [outer, inner] = ["acme:a:Outer", "acme:a:Inner"].map((type) => resource(type, "x"));
    const child = resource(EIP, "c", { parent: inner!.urn });
    const graph = new StackGraph([outer!, { ...inner!, parent: outer!.urn }, child, a]);
    assert.deepEqual([graph.componentOf(child), graph.componentOf(a)], ["acme:a:Outer", ""]);
  });
});
