import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BackendsPlan, planBackends } from "../../../../commands/drill/lab/plan-backends";
import { renderBalancers } from "../../../../commands/drill/lab/balancer-config";
import { readCloudConfig } from "../../../../commands/drill/lab/cloud-config";
import { judge } from "../../../../lambda/check-pool/judge";
import type { Account } from "../../../../simulator/account";
import { INSTANCE, IPAM_POOL_CIDR } from "../../../../simulator/model/tokens";
import { text } from "../../../../simulator/model/values";
import { accountOf, frontDoor, nlbFrontDoor, pooledDoor } from "../../../support/program";

describe("backends of an account", () => {
  let account: Account;
  let plan: BackendsPlan;
  before(async () => {
    account = await accountOf(frontDoor());
    plan = planBackends(account);
  });

  it("have a server for each instance of each colour, in its zone", () => {
    const found = plan.servers.map(({ color, zone, port, tls }) =>
      [color, zone, port, tls].join(" "),
    );
    assert.deepEqual(found.sort(), [
      "blue us-east-1a 443 true",
      "blue us-east-1b 443 true",
      "green us-east-1a 443 true",
      "green us-east-1b 443 true",
    ]);
  });

  it("have a machine for each zone of each load balancer, which an NLB's targets stay in", () => {
    assert.equal(plan.balancers.length, 4);
    for (const { zone, mode, listeners } of plan.balancers) {
      assert.equal(mode, "tcp");
      assert.deepEqual(
        listeners.map(({ port }) => port),
        [443],
      );
      assert.deepEqual(
        listeners[0]!.pools[0]!.servers.map((server) => server.zone),
        [zone],
      );
    }
  });

  it("are told from nodes, whose user data are ours", () => {
    const nodes = account
      .all(INSTANCE)
      .map((instance) => readCloudConfig(text(instance.inputs["userDataBase64"])))
      .filter((config) => config !== undefined);
    assert.equal(nodes.length, 4);
    assert.ok(nodes[0]!.files.some(({ path }) => path === "/opt/holdfast/bin/holdfast-boot"));
    assert.deepEqual(nodes[0]!.commands.at(-1)!.at(-1), "holdfast-boot.service");
  });

  it("have an ALB behind an NLB, whose Elastic IPs clients connect to, and the weights of its colours", async () => {
    const { balancers } = planBackends(await accountOf(nlbFrontDoor()));
    const [networks, applications] = [
      balancers.filter(({ mode }) => mode === "tcp"),
      balancers.filter(({ mode }) => mode === "http"),
    ];
    assert.deepEqual(
      networks.map(({ publicAddress }) => publicAddress !== undefined),
      [true, true],
    );
    const behind = networks[0]!.listeners[0]!.pools[0]!.servers.map(({ address }) => address);
    assert.deepEqual(behind.sort(), applications.map(({ address }) => address).sort());
    assert.deepEqual(
      applications[0]!.listeners.find(({ port }) => port === 80)!.pools.map(({ weight }) => weight),
      [100, 0],
    );
  });

  it("have an ALB with an address of its pool in each zone, which clients connect to", async () => {
    const pooled = await accountOf(pooledDoor());
    const { balancers } = planBackends(pooled);
    assert.deepEqual(
      balancers.map(({ mode, zone }) => [mode, zone]),
      [
        ["http", "us-east-1a"],
        ["http", "us-east-1b"],
      ],
    );
    const blocks = pooled.all(IPAM_POOL_CIDR).map(({ outputs }) => text(outputs["cidr"]));
    const addresses = balancers.map(({ publicAddress }) => publicAddress!);
    assert.equal(new Set(addresses).size, 2);
    assert.deepEqual(judge({ blocks, allocated: [], addresses }).outside, []);
  });

  it("are checked as often and for as long as their target group says", () => {
    const checks = plan.balancers.flatMap(({ listeners }) =>
      listeners.flatMap(({ pools }) => pools.map(({ check }) => check)),
    );
    assert.ok(checks.length > 0);
    for (const check of checks) {
      assert.deepEqual(check, { path: "/health", tls: true, seconds: 10, timeoutSeconds: 5 });
    }
    const facts = { namespace: () => "", speed: 1, certificate: "" };
    assert.match(
      renderBalancers(plan.balancers, "/tmp/none.sock", facts),
      /timeout check 5000ms\n.* inter 10000ms fall 2 rise 2\n/,
    );
  });

  it("give a configuration that HAProxy accepts", () => {
    const surroundings = { namespace: () => "", speed: 1, certificate: "" };
    const config = renderBalancers(plan.balancers, "/tmp/none.sock", surroundings).replaceAll(
      / namespace +/g,
      " ",
    );
    const folder = mkdtempSync(join(tmpdir(), "holdfast-balancers-"));
    const file = join(folder, "balancers.cfg");
    writeFileSync(file, config);
    const { status, stdout, stderr } = spawnSync("haproxy", ["-c", "-f", file], {
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    assert.equal(status, 0, stdout + stderr);
  });
});
