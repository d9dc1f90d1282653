import { INSTANCE, TARGET_GROUP, targetsOf } from "../../../simulator";
import { colorOf } from "../lab/plan-backends";
import type { DataPlane } from "../lab/data-plane";
import type { Rehearsal } from "../scenario";
import { runScript } from "./run-script";

/** How long the gate of an update waits for the targets of a colour, in AWS's seconds; components' default is 600. */
const GATE_SECONDS = 60;

/** Runs the gate with which an update checks a colour before it goes live; returns whether it passes. */
export async function passesGate(plane: DataPlane, color: string): Promise<boolean> {
  const { account, speed } = plane.settings;
  const groups = account
    .all(TARGET_GROUP)
    .filter((group) => colorOf(group) === color)
    .filter(({ id, region }) =>
      targetsOf(account, id, region).some((target) => account.find(INSTANCE, target.id, region)),
    );
  const poll = Math.max(0.5, 5 / speed);
  const status = await runScript(plane, "backend/gate/gate.mjs", groups[0]!.region, {
    GATE_TARGET_GROUPS: JSON.stringify(Object.fromEntries(groups.map(({ id }) => [color, id]))),
    GATE_TIMEOUT_SECONDS: String(Math.max(4 * poll, GATE_SECONDS / speed)),
    GATE_POLL_SECONDS: String(poll),
  });
  return status === 0;
}

/** An update that gives all clients to the other colour while that fails: its gate must refuse it. */
export async function refusedRelease({ plane, colors, inject, restore }: Rehearsal): Promise<void> {
  const { other } = colors;
  const instances = plane.backends.instancesOf(other);
  inject(`${other} answers 503 to everything`);
  await plane.backends.setUnhealthy(other, true);
  await plane.backends.waitUntil("unhealthy", instances);
  if (await passesGate(plane, other))
    throw new Error(`the gate lets ${other} go live, which fails`);
  restore(`${other} answers again`);
  await plane.backends.setUnhealthy(other, false);
  await plane.backends.waitUntil("healthy", instances);
}
