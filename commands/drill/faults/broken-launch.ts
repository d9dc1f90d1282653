import { gzipSync } from "node:zlib";
import {
  AUTO_SCALING_GROUP,
  EIP,
  LAUNCH_TEMPLATE,
  type Stored,
  object,
  objects,
  text,
} from "../../../simulator";
import { readCloudConfig } from "../lab/cloud-config";
import type { Rehearsal } from "../scenario";
import { runScript } from "./run-script";

/** How long an update waits for a node without a prebuilt image, in AWS's seconds: see roll.mjs. */
const SERVE_SECONDS = 660;

interface Rolled {
  readonly node: string;
  readonly group: string;
  readonly template: Stored;
  readonly allocations: readonly string[];
}

/**
 * Gives the launch templates of a zone's nodes a failing script, runs the update's command, and later
 * restores the templates. The command must fail, as the new nodes never become healthy.
 */
export async function brokenLaunch({ plane, node, inject, restore }: Rehearsal): Promise<void> {
  const { launchSpeed: speed } = plane;
  const nodes = nodesIn(plane, node.zone);
  const good = new Map(nodes.map(({ template }) => [template, template.inputs]));
  inject(`an update replaces the nodes of ${node.zone}, with a script that fails`);
  const versions = nodes.map(({ template, ...one }) => {
    const userData = broken(text(template.inputs["userData"]));
    const changed = plane.change(template, { ...template.inputs, userData });
    const version = `${Number(plane.settings.account.state(changed)["latestVersion"])}`;
    return { ...one, template: template.id, version };
  });
  // The command makes the group launch and terminate instances: the lab starts and ends their machines.
  const following = setInterval(() => plane.follow(), 200);
  const status = await runScript(plane, "image/roll/roll.mjs", nodes[0]!.template.region, {
    ROLL_NODES: JSON.stringify(versions),
    ROLL_SERVE_SECONDS: String(SERVE_SECONDS / speed),
    ROLL_SETTLE_SECONDS: String(30 / speed),
    ROLL_POLL_SECONDS: String(Math.max(0.5, 5 / speed)),
  }).finally(() => clearInterval(following));
  plane.follow();
  if (status !== 1) throw new Error(`the update ended with exit status ${status}, not with 1`);
  restore("the original launch templates");
  for (const [template, inputs] of good) plane.change(template, inputs);
}

/** The nodes of a zone that groups launch; all nodes of a group that spans zones. */
function nodesIn({ settings, nodes }: Rehearsal["plane"], zone: string): Rolled[] {
  const { account } = settings;
  const here = nodes.all().filter((one) => one.zone === zone);
  return account.all(AUTO_SCALING_GROUP).flatMap((group) => {
    const tags = Object.fromEntries(
      objects(group.inputs["tags"]).map(({ key, value }) => [text(key), text(value)]),
    );
    const node = tags["holdfast-node"] ?? "";
    const ids = tags["holdfast-allocation-id"] ?? tags["holdfast-allocation-ids"];
    // Instances that share a name have labels that begin with it.
    if (!ids || !here.some(({ label }) => label === node || label.startsWith(`${node}-`))) {
      return [];
    }
    const allocations = ids.split(" ");
    allocations.forEach((id) => account.require(EIP, id, group.region));
    const { id } = object(group.inputs["launchTemplate"]);
    const template = account.require(LAUNCH_TEMPLATE, text(id), group.region);
    return [{ node, group: group.id, template, allocations }];
  });
}

/** The unit that claims a node's address. */
const PROGRAM = /\/holdfast-(boot|hold)$/;

/** User data whose program only fails. */
function broken(userData: string): string {
  const { files, commands } = readCloudConfig(userData)!;
  const write_files = files.map((file) =>
    PROGRAM.test(file.path) ? { ...file, content: "#!/bin/sh\nexit 1\n" } : file,
  );
  const config = `#cloud-config\n${JSON.stringify({ write_files, runcmd: commands })}\n`;
  return gzipSync(config).toString("base64");
}
