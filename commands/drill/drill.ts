import { FRONT_DOOR_KINDS } from "../../components/front-door/kinds";
import type { Account } from "../../simulator";
import { REHEARSED_KINDS } from "./kinds";
import { DataPlane } from "./lab/data-plane";
import type { DrillEvent } from "./lab/settings";
import type { Sample } from "./load/load";
import { type DrillOutcome, outcomeOf } from "./outcome";
import { type Rehearsed, rehearse } from "./rehearsal";
import type { RehearsedFrontDoor } from "./scenario";
import { SCENARIOS } from "./scenarios";

/** A stack and the options of its rehearsals. */
interface DrillSettings {
  readonly account: Account;
  /** Configuration by section. */
  readonly sections: Readonly<Record<string, unknown>>;
  readonly vegeta: string;
  readonly ratePerSecond: number;
  readonly speed: number;
  readonly replaceSeconds: number;
  readonly minutes: number;
  /** Called for each sample and event. */
  readonly watch?: DrillWatcher;
}

export interface DrillWatcher {
  readonly onStart: (scenario: string) => void;
  readonly onSample: (sample: Sample) => void;
  readonly onEvent: (event: DrillEvent) => void;
}

/** A rehearsal with its outcome. */
export interface Drilled {
  readonly outcome: DrillOutcome;
  readonly rehearsed: Rehearsed;
}

interface EntrySection {
  readonly kind: string;
  readonly ports?: readonly number[];
}

/** The front door of a stack; throws if drills do not support it. */
export function frontDoorOf(sections: Readonly<Record<string, unknown>>): RehearsedFrontDoor {
  const { kind } = (sections["entry"] ?? { kind: "none" }) as EntrySection;
  if ((sections["backend"] as { existing?: unknown } | undefined)?.existing) {
    throw new Error(
      "holdfast:backend.existing names an existing backend, which this machine cannot simulate. A drill needs colours that the stack creates. Choose another stack with --stack",
    );
  }
  const traits = FRONT_DOOR_KINDS.get(kind)?.drill;
  if (traits?.objectives) return { kind, traits, objectives: traits.objectives };
  throw new Error(
    `holdfast:entry.kind is ${kind}: a drill needs one of ${REHEARSED_KINDS.join(", ")}; choose another stack with --stack`,
  );
}

/** Runs rehearsals with one data plane, one after the other. */
export class Drill {
  private constructor(
    private readonly settings: DrillSettings,
    readonly frontDoor: RehearsedFrontDoor,
    readonly plane: DataPlane,
    private readonly events: DrillEvent[],
  ) {}

  static async open(settings: DrillSettings): Promise<Drill> {
    const events: DrillEvent[] = [];
    const frontDoor = frontDoorOf(settings.sections);
    const plane = await DataPlane.open({
      ...settings,
      onEvent: (event) => {
        events.push(event);
        settings.watch?.onEvent(event);
      },
    });
    return new Drill(settings, frontDoor, plane, events);
  }

  /** Why a scenario does not apply to this stack; undefined if it does. */
  obstacle(scenario: string): string | undefined {
    const { traits, objectives } = this.frontDoor;
    const reason = SCENARIOS[scenario]!.obstacle?.(traits, this.settings.sections);
    return reason ?? (objectives[scenario] ? undefined : "it has no objective");
  }

  async run(name: string): Promise<Drilled> {
    const { settings, plane, events } = this;
    const { vegeta, ratePerSecond, speed, minutes, watch } = settings;
    const scenario = SCENARIOS[name]!;
    watch?.onStart(name);
    const rehearsed = await rehearse({
      plane,
      scenario,
      events,
      minutes,
      traffic: { vegeta, ratePerSecond, url: this.url() },
      liveName: this.liveName(),
      onSample: (sample) => watch?.onSample(sample),
    });
    const outcome = outcomeOf(rehearsed, {
      frontDoor: this.frontDoor.kind,
      scenario: name,
      title: scenario.title,
      ratePerSecond,
      speed,
      objective: this.frontDoor.objectives[name]!,
    });
    return { outcome, rehearsed };
  }

  private liveName(): string {
    const { zone = "holdfast.internal" } = (this.settings.sections["backend"] ?? {}) as {
      zone?: string;
    };
    return `live.${zone}`;
  }

  /** The host that clients connect to: the public name, or the address of a pair. */
  private url(): string {
    const { entry, dns } = this.settings.sections as {
      entry: EntrySection;
      dns?: { zone: string; name?: string };
    };
    const [server] = this.plane.backends.get().servers;
    // The simulated ALB has no certificate.
    if (this.frontDoor.traits.isPlainHttp)
      return `http://${dns!.name ?? "static"}.${dns!.zone}:80/`;
    const port = entry.ports?.[0] ?? server?.port ?? 443;
    const host = dns
      ? `${dns.name ?? "static"}.${dns.zone}`
      : Object.keys(this.plane.nodes.addresses())[0];
    return `${server?.tls ? "https" : "http"}://${host}:${port}/`;
  }

  close(): Promise<void> {
    return this.plane.close();
  }
}
