import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  renderNodeUserData,
  USER_DATA_LIMIT_BYTES,
} from "../../../../components/front-door/proxy/node-user-data";

const root = join(__dirname, "../../../..");
const settings = {
  region: "eu-west-1",
  healthPort: 9001,
  haproxyConfig: "global\n",
  role: { kind: "proxy" },
} as const;

interface CloudConfig {
  write_files: { path: string; permissions: string; content: string }[];
  runcmd: string[][];
}

function unpack(userData: string): CloudConfig {
  const [header, json] = gunzipSync(Buffer.from(userData, "base64")).toString().split("\n");
  assert.equal(header, "#cloud-config");
  return JSON.parse(json!) as CloudConfig;
}

const fileIn = (config: CloudConfig, path: string) =>
  config.write_files.find((file) => file.path === path);

describe("renderNodeUserData", () => {
  it("writes the settings, haproxy.cfg, the programs and the units", () => {
    const config = unpack(renderNodeUserData(settings));
    assert.equal(fileIn(config, "/etc/holdfast/haproxy.cfg")?.content, "global\n");
    assert.equal(
      fileIn(config, "/etc/holdfast/node.env")?.content,
      "AWS_REGION=eu-west-1\nHOLDFAST_HEALTH_PORT=9001\nHOLDFAST_METRIC_NAMESPACE=Holdfast\n",
    );
    assert.equal(fileIn(config, "/opt/holdfast/bin/holdfast-claim")?.permissions, "0755");
    assert.equal(fileIn(config, "/etc/systemd/system/holdfast-boot.service")?.permissions, "0644");
    assert.ok(fileIn(config, "/etc/systemd/system/haproxy.service.d/holdfast.conf"));
  });

  it("writes programs without the lines that are comments, so that there is room", () => {
    for (const { path, content } of unpack(renderNodeUserData(settings)).write_files) {
      if (!path.startsWith("/opt/holdfast/")) continue;
      const source = readFileSync(join(root, "node/instance", path.slice(14)), "utf8").split("\n");
      const lines = source.filter((line, at) => at === 0 || !/^\s*#/.test(line));
      const [first = "", ...rest] = lines;
      const kept = first.startsWith("#!") || !first.startsWith("#") ? [first, ...rest] : rest;
      assert.equal(content, kept.join("\n"), path);
    }
  });

  it("leaves a quarter of what EC2 takes for the configurations", () => {
    for (const role of [
      { kind: "proxy" },
      { kind: "pair", environment: {}, keepalivedConfig: "" },
      { kind: "container", cluster: "main" },
    ] as const) {
      const { length } = Buffer.from(renderNodeUserData({ ...settings, role }), "base64");
      assert.ok(length < USER_DATA_LIMIT_BYTES * 0.75, `${role.kind}: ${length}`);
    }
  });

  it("starts the boot unit, and nothing that could claim an address before it", () => {
    assert.deepEqual(unpack(renderNodeUserData(settings)).runcmd, [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "holdfast-boot.service"],
    ]);
  });

  it("gives a node of a pair its settings, keepalived's configuration and its own programs only", () => {
    const environment = { HOLDFAST_PAIR: "main", HOLDFAST_TABLES: "rtb-1 rtb-2" };
    const role = { kind: "pair", environment, keepalivedConfig: "global_defs {}\n" } as const;
    const pair = unpack(renderNodeUserData({ ...settings, role }));
    const lines = fileIn(pair, "/etc/holdfast/node.env")!.content.split("\n");
    assert.ok(lines.includes("HOLDFAST_PAIR=main"));
    assert.ok(lines.includes("HOLDFAST_TABLES='rtb-1 rtb-2'"), "a shell reads it");
    assert.equal(fileIn(pair, "/etc/keepalived/keepalived.conf")?.content, "global_defs {}\n");

    const proxy = unpack(renderNodeUserData(settings));
    const programs = (config: CloudConfig) =>
      config.write_files
        .map(({ path }) => path)
        .filter((path) => path.startsWith("/opt/holdfast/bin/"))
        .map((path) => path.slice("/opt/holdfast/bin/".length));
    assert.deepEqual(programs(pair), [
      ...["holdfast-boot", "holdfast-config", "holdfast-install", "holdfast-own", "holdfast-ready"],
    ]);
    assert.deepEqual(pair.runcmd.at(-1)?.slice(-2), [
      ...["holdfast-boot.service", "holdfast-ready.service"],
    ]);
    assert.deepEqual(programs(proxy), [
      ...["holdfast-boot", "holdfast-claim", "holdfast-config", "holdfast-health"],
      "holdfast-install",
    ]);
    assert.ok(!proxy.write_files.some(({ path }) => path.includes("keepalived")));
  });

  it("is the same for the same settings, and another for others", () => {
    assert.equal(renderNodeUserData(settings), renderNodeUserData({ ...settings }));
    assert.notEqual(
      renderNodeUserData(settings),
      renderNodeUserData({ ...settings, haproxyConfig: "global\n# more\n" }),
    );
  });

  it("fails when it is larger than EC2 takes", () => {
    const haproxyConfig = randomBytes(USER_DATA_LIMIT_BYTES).toString("base64");
    assert.throws(() => renderNodeUserData({ ...settings, haproxyConfig }), /EC2's limit is 16384/);
  });
});
