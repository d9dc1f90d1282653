import type { BackendSection } from "../../components/backend/settings";
import type { NlbAlbSection } from "../../components/front-door/nlb-alb/settings";
import { targetOf } from "../../components/front-door/nlb-alb/check";
import { brokenConfig, isFromS3 } from "./strikes/broken-config";
import type { Door, Scenario } from "./scenario";

const noNodes = (door: Door): string | undefined =>
  door === "nlbAlb" ? "there are no nodes" : undefined;

const noBackend = (_: Door, sections: Readonly<Record<string, unknown>>): string | undefined =>
  (sections["backend"] as { green?: unknown } | undefined)?.green
    ? undefined
    : "the stack has no second colour";

/** Calls by which nodes of all front doors move addresses. */
const MOVES = [
  ...["DescribeAddresses", "DescribeInstances", "AssociateAddress"],
  ...["DescribeRouteTables", "ReplaceRoute"],
];

/** How long a node of an ALB serves after it has left DNS; an assumption. */
const KEPT_SECONDS = 300;

/** Whether an NLB has addresses as targets, which a function registers. */
const followsAddresses = (door: Door, { entry, backend }: Readonly<Record<string, unknown>>) =>
  door === "nlbAlb" && targetOf(entry as NlbAlbSection, backend as BackendSection) === "ips";

/** What can be rehearsed, by name, in this order. Times are AWS's, in seconds. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "node-gone": {
    title: "a node is gone",
    senseless: noNodes,
    run: async ({ deleteNode }) => deleteNode(),
  },
  "haproxy-crashed": {
    title: "HAProxy crashes",
    senseless: noNodes,
    run: async ({ plane, node, strike }) => {
      strike(`HAProxy of ${node.label} is killed`);
      node.machine.signal("SIGKILL", "haproxy");
      await plane.pause(5);
    },
  },
  "node-frozen": {
    title: "a node freezes",
    senseless: noNodes,
    run: async ({ plane, node, strike, mend }) => {
      strike(`everything on ${node.label} stands still`);
      node.machine.signal("SIGSTOP");
      await plane.wait(180);
      mend(`${node.label} goes on`);
      node.machine.signal("SIGCONT");
    },
  },
  "az-blocked": {
    title: "an availability zone is cut off",
    run: async ({ plane, zone, strike, mend }) => {
      strike(`no packet leaves or reaches ${zone}`);
      plane.cutOff(zone);
      await plane.wait(240);
      mend(`${zone} is reached again`);
      plane.rejoin(zone);
    },
  },
  "alb-moves": {
    title: "the addresses of the ALBs change",
    senseless: (door, sections) =>
      followsAddresses(door, sections) ? undefined : "no function follows addresses",
    run: async ({ plane, strike }) => {
      strike("the names of the ALBs have other addresses");
      const end = await plane.moveBalancers();
      await plane.wait(KEPT_SECONDS);
      strike("the addresses that they had before answer no more");
      await end();
      await plane.wait(60);
    },
  },
  switch: {
    title: "the colours are switched",
    senseless: noBackend,
    run: async ({ plane, colors, strike }) => {
      strike(`${colors.other} goes live`);
      colors.weigh({ [colors.live]: 0, [colors.other]: 100 });
      await plane.wait(60);
    },
  },
  canary: {
    title: "a canary, and then all of it",
    senseless: noBackend,
    run: async ({ plane, colors, strike }) => {
      const { live, other } = colors;
      strike(`${other} gets 10 percent`);
      colors.weigh({ [live]: 90, [other]: 10 });
      await plane.wait(120);
      strike(`${other} gets everything`);
      colors.weigh({ [live]: 0, [other]: 100 });
      await plane.wait(60);
    },
  },
  "bad-color": {
    title: "the new colour fails, and is switched back",
    senseless: noBackend,
    run: async ({ plane, colors, strike, mend }) => {
      const { live, other } = colors;
      strike(`${other} goes live`);
      colors.weigh({ [live]: 0, [other]: 100 });
      await plane.wait(60);
      strike(`${other} answers 503 to everything`);
      await plane.backends.setSick(other, true);
      await plane.wait(60);
      mend(`${live} goes live again`);
      colors.weigh({ [live]: 100, [other]: 0 });
      await plane.wait(60);
      await plane.backends.setSick(other, false);
    },
  },
  "backend-down": {
    title: "the whole backend is down, and comes back",
    run: async ({ plane, colors, strike, mend }) => {
      strike(`no instance of ${colors.live} answers`);
      await plane.backends.stopColor(colors.live);
      await plane.wait(60);
      mend(`all instances of ${colors.live} answer again`);
      await plane.backends.startColor(colors.live);
    },
  },
  "ten-times": {
    title: "10 times the load",
    run: async ({ plane, strike, mend, surge }) => {
      strike("nine more clients");
      const end = surge(9);
      await plane.wait(150);
      mend("the usual load");
      await end();
    },
  },
  soak: {
    title: "a steady load for long",
    run: async ({ plane, minutes, memory, strike }) => {
      strike(`${minutes} minutes of the usual load`);
      for (let minute = 0; minute < minutes; minute++) {
        memory();
        await plane.pause(60 * Math.min(1, minutes - minute));
      }
      memory();
    },
  },
  "dns-slow": {
    title: "Route 53 takes 3 s to answer the VPC",
    senseless: noNodes,
    run: async ({ plane, strike, mend }) => {
      strike("every answer takes 3 s");
      plane.names.delayMs = 3_000;
      await plane.wait(150);
      mend("answers come at once");
      plane.names.delayMs = 0;
    },
  },
  "dns-gone": {
    title: "the VPC's resolver is gone",
    senseless: noNodes,
    run: async ({ plane, strike, mend }) => {
      strike("the resolver answers nothing");
      plane.names.stop("vpcResolver");
      await plane.wait(300);
      mend("the resolver answers");
      plane.names.resume("vpcResolver");
    },
  },
  "api-throttled": {
    title: "EC2's API throttles while a node is replaced",
    senseless: noNodes,
    run: async ({ plane, deleteNode }) => {
      for (const action of MOVES) {
        plane.api.faults.add({ action, code: "RequestLimitExceeded", times: 3 });
      }
      await deleteNode();
    },
  },
  "config-broken": {
    title: "a broken haproxy.cfg comes to S3",
    senseless: (door, sections) =>
      noNodes(door) ??
      (door === "ecs" ? "haproxy.cfg is in the image" : undefined) ??
      (isFromS3(sections) ? undefined : "haproxy.cfg is not in S3 (configSource)"),
    run: brokenConfig,
  },
  "ttl-ignored": {
    title: "a node is gone, and clients keep their first answer of DNS",
    ignoresTtl: true,
    senseless: (door) =>
      door === "addressPair" ? "clients of a pair use one address, without DNS" : noNodes(door),
    run: async ({ deleteNode }) => deleteNode(),
  },
};
