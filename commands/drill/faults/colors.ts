import {
  LISTENER,
  type Stored,
  TARGET_GROUP,
  type Value,
  object,
  objects,
  text,
} from "../../../simulator";
import { colorOf } from "../lab/plan-backends";
import type { DataPlane } from "../lab/data-plane";

/** The colours of a backend, and the records or the listener that distribute clients between them. */
export class Colors {
  /** The colour that serves clients when the rehearsal begins. */
  readonly live: string;
  /** The other colour; the same if there is only one. */
  readonly other: string;

  constructor(
    private readonly plane: DataPlane,
    private readonly name: string,
  ) {
    const weights = this.weights();
    const names = Object.keys(weights).sort((a, b) => weights[b]! - weights[a]!);
    this.live = names[0] ?? plane.backends.colors[0] ?? "";
    this.other = names[1] ?? this.live;
  }

  private records = (): Stored[] => this.plane.recordsOf(this.name);

  private listeners = (): Stored[] =>
    this.plane.settings.account
      .all(LISTENER)
      .filter(({ inputs }) => groupsOf(inputs["defaultActions"]).length > 1);

  /** The weights now, by colour. */
  weights(): Record<string, number> {
    const { account } = this.plane.settings;
    const pairs = [
      ...this.records().map(
        ({ inputs }) => [text(inputs["setIdentifier"]), weightOf(inputs)] as const,
      ),
      ...this.listeners().flatMap(({ inputs, region }) =>
        groupsOf(inputs["defaultActions"]).map(({ arn, weight }) => {
          const group = account.require(TARGET_GROUP, arn, region);
          return [colorOf(group), Number(weight)] as const;
        }),
      ),
    ];
    return Object.fromEntries(pairs.filter(([color]) => color !== ""));
  }

  /** Changes the weights, like an update of the stack that changes `live` or `weights`. */
  weigh(weights: Readonly<Record<string, number>>): void {
    const { account } = this.plane.settings;
    for (const record of this.records()) {
      const weight = weights[text(record.inputs["setIdentifier"])] ?? 0;
      this.plane.change(record, { weightedRoutingPolicies: [{ weight }] });
    }
    for (const listener of this.listeners()) {
      const defaultActions = objects(listener.inputs["defaultActions"]).map((action) => {
        const forward = object(action["forward"]);
        const targetGroups = objects(forward["targetGroups"]).map((one) => {
          const group = account.require(TARGET_GROUP, one["arn"], listener.region);
          return { ...one, weight: weights[colorOf(group)] ?? 0 };
        });
        return { ...action, forward: { ...forward, targetGroups } };
      });
      this.plane.change(listener, { defaultActions });
    }
  }
}

const groupsOf = (actions: Value): ReturnType<typeof objects> =>
  objects(actions).flatMap((action) => objects(object(action["forward"])["targetGroups"]));

const weightOf = (inputs: Stored["inputs"]): number =>
  Number(objects([inputs["weightedRoutingPolicies"]].flat())[0]?.["weight"] ?? 0);
