import type { BackendSection } from "../../components/backend/settings";
import type { DrillTraits } from "../../components/front-door/drill-traits";
import { brokenConfig, isFromS3 } from "./faults/broken-config";
import { brokenLaunch } from "./faults/broken-launch";
import { passesGate, refusedRelease } from "./faults/gate";
import type { Scenario } from "./scenario";

type ConfigSections = Readonly<Record<string, unknown>>;

const noNodes = ({ hasNodes }: DrillTraits<never>): string | undefined =>
  hasNodes ? undefined : "the front door has no nodes";

const noBackend = (_: DrillTraits<never>, { backend }: ConfigSections): string | undefined =>
  (backend as { green?: unknown } | undefined)?.green
    ? undefined
    : "the stack has no second colour";

/** Calls with which nodes of all front doors move addresses. */
const MOVES = [
  ...["DescribeAddresses", "DescribeInstances", "AssociateAddress"],
  ...["DescribeRouteTables", "ReplaceRoute"],
];

/** How long an ALB node serves after AWS has removed it from DNS; an assumption. */
const KEPT_SECONDS = 300;

/** The scenarios by name, in this order. Times are AWS's, in seconds. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "node-gone": {
    title: "a node is gone",
    obstacle: noNodes,
    run: async ({ deleteNode }) => deleteNode(),
  },
  "haproxy-crashed": {
    title: "HAProxy crashes",
    obstacle: noNodes,
    run: async ({ plane, node, inject }) => {
      inject(`HAProxy of ${node.label} is killed`);
      node.machine.signal("SIGKILL", "haproxy");
      await plane.pause(5);
    },
  },
  "node-frozen": {
    title: "a node freezes",
    obstacle: noNodes,
    run: async ({ plane, node, inject, restore }) => {
      inject(`all processes on ${node.label} are suspended`);
      node.machine.signal("SIGSTOP");
      await plane.wait(180);
      restore(`${node.label} resumes`);
      node.machine.signal("SIGCONT");
    },
  },
  "az-blocked": {
    title: "an availability zone is cut off",
    run: async ({ plane, zone, inject, restore }) => {
      inject(`no packet leaves or reaches ${zone}`);
      plane.cutOff(zone);
      await plane.wait(240);
      restore(`${zone} is reached again`);
      plane.rejoin(zone);
    },
  },
  "instance-gone": {
    title: "an instance of the live colour is gone",
    obstacle: ({ hasNodes }) =>
      hasNodes ? "nodes forward to load balancers, not to instances" : undefined,
    run: async ({ plane, colors, inject, restore }) => {
      const [lost] = plane.backends.instancesOf(colors.live);
      const { id, address, machine } = lost!;
      inject(`${id}, an instance of ${colors.live}, is lost`);
      plane.network.lead(address, undefined);
      await plane.wait(plane.settings.replaceSeconds);
      restore("its group has replaced it");
      plane.network.lead(address, machine);
      await plane.backends.waitUntil("healthy", [lost!]);
    },
  },
  "alb-moves": {
    title: "the addresses of the ALBs change",
    obstacle: ({ drawsAddresses, followsAddresses }, { entry, backend }) =>
      drawsAddresses || followsAddresses(entry as never, backend as BackendSection | undefined)
        ? undefined
        : "neither clients nor a function follow addresses of ALBs",
    run: async ({ plane, inject }) => {
      inject("the names of the ALBs resolve to new addresses");
      const end = await plane.moveBalancers();
      await plane.wait(KEPT_SECONDS);
      inject("the old addresses stop answering");
      await end();
      await plane.wait(60);
    },
  },
  switch: {
    title: "the colours are switched",
    obstacle: noBackend,
    run: async ({ plane, colors, inject }) => {
      if (!(await passesGate(plane, colors.other))) {
        throw new Error(`the gate does not let ${colors.other} go live, which is healthy`);
      }
      inject(`${colors.other} goes live`);
      colors.weigh({ [colors.live]: 0, [colors.other]: 100 });
      await plane.wait(60);
    },
  },
  canary: {
    title: "a canary, and then all of it",
    obstacle: noBackend,
    run: async ({ plane, colors, inject }) => {
      const { live, other } = colors;
      inject(`${other} gets 10 percent`);
      colors.weigh({ [live]: 90, [other]: 10 });
      await plane.wait(120);
      inject(`${other} gets everything`);
      colors.weigh({ [live]: 0, [other]: 100 });
      await plane.wait(60);
    },
  },
  "release-refused": {
    title: "the gate refuses a colour that fails",
    obstacle: noBackend,
    run: refusedRelease,
  },
  "bad-color": {
    title: "the new colour fails, and is switched back",
    obstacle: noBackend,
    run: async ({ plane, colors, inject, restore }) => {
      const { live, other } = colors;
      inject(`${other} goes live`);
      colors.weigh({ [live]: 0, [other]: 100 });
      await plane.wait(60);
      inject(`${other} answers 503 to everything`);
      await plane.backends.setUnhealthy(other, true);
      await plane.wait(60);
      restore(`${live} goes live again`);
      colors.weigh({ [live]: 100, [other]: 0 });
      await plane.wait(60);
      await plane.backends.setUnhealthy(other, false);
    },
  },
  "backend-down": {
    title: "the whole backend is down, and comes back",
    run: async ({ plane, colors, inject, restore }) => {
      inject(`no instance of ${colors.live} answers`);
      await plane.backends.stopColor(colors.live);
      await plane.wait(60);
      restore(`all instances of ${colors.live} answer again`);
      await plane.backends.startColor(colors.live);
    },
  },
  "ten-times": {
    title: "10 times the load",
    run: async ({ plane, inject, restore, surge }) => {
      inject("nine more clients");
      const end = surge(9);
      await plane.wait(150);
      restore("the usual load");
      await end();
    },
  },
  soak: {
    title: "a steady load for long",
    run: async ({ plane, minutes, memory, inject }) => {
      inject(`${minutes} minutes of the usual load`);
      for (let minute = 0; minute < minutes; minute++) {
        memory();
        await plane.pause(60 * Math.min(1, minutes - minute));
      }
      memory();
    },
  },
  "dns-slow": {
    title: "Route 53 takes 3 s to answer the VPC",
    obstacle: noNodes,
    run: async ({ plane, inject, restore }) => {
      inject("every answer takes 3 s");
      plane.names.delayMs = 3_000;
      await plane.wait(150);
      restore("answers are immediate again");
      plane.names.delayMs = 0;
    },
  },
  "dns-gone": {
    title: "the VPC's resolver is gone",
    obstacle: noNodes,
    run: async ({ plane, inject, restore }) => {
      inject("the resolver answers nothing");
      plane.names.stop("vpcResolver");
      await plane.wait(300);
      restore("the resolver answers");
      plane.names.resume("vpcResolver");
    },
  },
  "api-throttled": {
    title: "EC2's API throttles while a node is replaced",
    obstacle: noNodes,
    run: async ({ plane, deleteNode }) => {
      for (const action of MOVES) {
        plane.api.faults.add({ action, code: "RequestLimitExceeded", times: 3 });
      }
      await deleteNode();
    },
  },
  "launch-broken": {
    title: "an update brings nodes that do not come up",
    obstacle: (traits) =>
      noNodes(traits) ??
      (traits.provesLaunches ? undefined : "it has no lifecycle hook for new instances"),
    run: brokenLaunch,
  },
  "config-broken": {
    title: "a broken haproxy.cfg comes to S3",
    obstacle: (traits, sections) =>
      noNodes(traits) ??
      (traits.hasConfigInImage ? "haproxy.cfg is in the image" : undefined) ??
      (isFromS3(sections) ? undefined : "haproxy.cfg is not in S3 (configSource)"),
    run: brokenConfig,
  },
  "ttl-ignored": {
    title: "a node is gone, and clients keep their first answer of DNS",
    ignoresTtl: true,
    obstacle: (traits) =>
      traits.usesDns ? noNodes(traits) : "clients of a pair use one address, without DNS",
    run: async ({ deleteNode }) => deleteNode(),
  },
};
