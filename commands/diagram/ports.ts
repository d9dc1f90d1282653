import type { ElkPort } from "elkjs/lib/elk-api";
import type { DrawnFlow } from "./drawn";

/** Where a line leaves a box, at its bottom, or enters it, at its top. */
interface NodePort extends ElkPort {
  readonly node: string;
}

interface Ends {
  readonly leaves: NodePort;
  readonly enters: NodePort;
}

/**
 * Where lines leave and enter boxes. Lines with the same port are drawn as one. They share a port only if all
 * its sources go to all its targets, so that the picture stays unambiguous.
 */
export function portsOf(flows: readonly DrawnFlow[]): ReadonlyMap<string, Ends> {
  const made = new Map<string, NodePort>();
  const port = (node: string, side: "NORTH" | "SOUTH", bundle: string): NodePort => {
    const id = `${side} ${node} ${bundle}`;
    const layoutOptions = { "elk.port.side": side };
    const found = made.get(id) ?? { id, node, width: 0, height: 0, layoutOptions };
    made.set(id, found);
    return found;
  };
  return new Map(
    flows.map(({ id, from, to, flow }) => {
      const beside = flows.filter((one) => one.from === from && one.flow.idle === flow.idle);
      const bundle = [flow.idle, ...beside.map((one) => one.to).sort()].join(" ");
      return [id, { leaves: port(from, "SOUTH", bundle), enters: port(to, "NORTH", bundle) }];
    }),
  );
}
