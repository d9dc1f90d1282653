import assert from "node:assert/strict";
import {
  requestTaskAddresses,
  taskAddressKeys,
  taskSize,
} from "../../../../components/front-door/ecs/plan-tasks";

const ZONES = ["us-east-1b", "us-east-1a"];

describe("taskAddressKeys", () => {
  it("goes from zone to zone, in the order of their letters", () => {
    assert.deepEqual(taskAddressKeys(ZONES, 3), ["entry-a1", "entry-b1", "entry-a2"]);
  });

  it("keeps every key when there is one more task", () => {
    assert.deepEqual(taskAddressKeys(ZONES, 5).slice(0, 4), taskAddressKeys(ZONES, 4));
  });
});

describe("requestTaskAddresses", () => {
  it("asks for addresses of clients, which all belong to one pool", () => {
    assert.deepEqual(requestTaskAddresses(ZONES, 2), [
      { key: "entry-a1", role: "ingress", holder: "ecs", claimant: "ecs" },
      { key: "entry-b1", role: "ingress", holder: "ecs", claimant: "ecs" },
    ]);
  });
});

describe("taskSize", () => {
  it("has memory for the headers of all connections, and the CPU that Fargate has it with", () => {
    assert.deepEqual(taskSize(5_000), { cpu: "256", memory: "512" });
    assert.deepEqual(taskSize(10_000), { cpu: "256", memory: "1024" });
    assert.deepEqual(taskSize(20_000), { cpu: "256", memory: "2048" });
    assert.deepEqual(taskSize(50_000), { cpu: "512", memory: "4096" });
    assert.deepEqual(taskSize(100_000), { cpu: "1024", memory: "8192" });
  });
});
