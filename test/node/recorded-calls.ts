import type { ApiCall } from "../../simulator/api/call";
import { StoredConfig, prepare } from "../../bench/labs/node/haproxy-machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

/**
 * Every kind of call to AWS that the programs of a node make, each with the resources and the condition
 * keys that a policy must allow it on, as a takeover, a dead HAProxy and a refused configuration bring
 * them about. `allocationId` and `instanceId` are those in the ARNs.
 */
export async function recordCalls(): Promise<{
  readonly calls: readonly ApiCall[];
  readonly allocationId: string;
  readonly instanceId: string;
}> {
  const lab = await ProxyLab.open();
  try {
    const [old, machine] = [await lab.launch(), await lab.launch()];
    lab.give(old);
    prepare(machine);
    // Policies are judged by the requests of the command line that nodes have.
    machine.useRealAws();
    new StoredConfig(lab).put("nonsense");
    Object.assign(machine.settings, {
      HOLDFAST_CONFIG_BUCKET: "holdfast-config",
      HOLDFAST_CONFIG_KEY: "proxy/haproxy.cfg",
      HOLDFAST_HEALTH_FAILURES: "1",
      HOLDFAST_HEALTH_MS: "100",
    });
    // The group is missing here: the call is refused, which does not matter to what is recorded.
    const reporter = machine.start("holdfast-health");
    while (!lab.callsOf(machine).includes("autoscaling:SetInstanceHealth")) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    reporter.kill();
    await reporter.ended;
    await machine.run("holdfast-config");
    await machine.serve();
    await machine.run("holdfast-claim");
    const seen = new Set<string>();
    const calls = lab.api.calls.filter(({ action, resources, conditions }) => {
      const kind = JSON.stringify([action, resources, conditions]);
      return !seen.has(kind) && seen.add(kind);
    });
    return { calls, allocationId: lab.address.id, instanceId: machine.id };
  } finally {
    await lab.close();
  }
}
