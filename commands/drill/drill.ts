import type { Account } from "../../simulator/account";
import { DataPlane } from "./lab/data-plane";
import type { Happening } from "./lab/settings";
import type { Sample } from "./load/load";
import { OBJECTIVES } from "./objectives";
import { type Outcome, outcomeOf } from "./outcome";
import { type Rehearsed, rehearse } from "./rehearsal";
import { DOORS, type Door } from "./scenario";
import { SCENARIOS } from "./scenarios";

/** A stack, and how to rehearse with it. */
export interface DrillSettings {
  readonly account: Account;
  /** Configuration by section. */
  readonly sections: Readonly<Record<string, unknown>>;
  readonly vegeta: string;
  readonly ratePerSecond: number;
  readonly speed: number;
  readonly replaceSeconds: number;
  readonly minutes: number;
  /** Called with each sample and happening as they come. */
  readonly watch?: Watcher;
}

export interface Watcher {
  readonly begins: (scenario: string) => void;
  readonly seen: (sample: Sample) => void;
  readonly happened: (happening: Happening) => void;
}

/** A rehearsal with what it has shown. */
export interface Drilled {
  readonly outcome: Outcome;
  readonly rehearsed: Rehearsed;
}

interface Entry {
  readonly kind: string;
  readonly ports?: readonly number[];
}

/** The front door of a stack; throws where there is none to rehearse. */
export function doorOf(sections: Readonly<Record<string, unknown>>): Door {
  const { kind } = (sections["entry"] ?? { kind: "none" }) as Entry;
  const door = DOORS.find((one) => one === kind);
  if (!door) {
    throw new Error(
      `holdfast:entry.kind is ${kind}: a drill needs one of ${DOORS.join(", ")}; choose another stack with --stack`,
    );
  }
  return door;
}

/** Rehearsals with one data plane, one after the other. */
export class Drill {
  private constructor(
    private readonly settings: DrillSettings,
    readonly door: Door,
    readonly plane: DataPlane,
    private readonly happenings: Happening[],
  ) {}

  static async open(settings: DrillSettings): Promise<Drill> {
    const happenings: Happening[] = [];
    const door = doorOf(settings.sections);
    const plane = await DataPlane.open({
      ...settings,
      happened: (happening) => {
        happenings.push(happening);
        settings.watch?.happened(happening);
      },
    });
    return new Drill(settings, door, plane, happenings);
  }

  /** Why a scenario cannot be rehearsed with this stack; undefined where it can. */
  whyNot(scenario: string): string | undefined {
    const reason = SCENARIOS[scenario]!.senseless?.(this.door, this.settings.sections);
    return reason ?? (OBJECTIVES[this.door][scenario] ? undefined : "it has no objective");
  }

  async run(name: string): Promise<Drilled> {
    const { settings, plane, happenings } = this;
    const { vegeta, ratePerSecond, speed, minutes, watch } = settings;
    const scenario = SCENARIOS[name]!;
    watch?.begins(name);
    const rehearsed = await rehearse({
      ...{ plane, scenario, happenings, minutes },
      traffic: { vegeta, ratePerSecond, url: this.url() },
      liveName: this.liveName(),
      seen: (sample) => watch?.seen(sample),
    });
    const outcome = outcomeOf(rehearsed, {
      ...{ door: this.door, scenario: name, title: scenario.title, ratePerSecond, speed },
      objective: OBJECTIVES[this.door][name]!,
    });
    return { outcome, rehearsed };
  }

  private liveName(): string {
    const { zone = "holdfast.internal" } = (this.settings.sections["backend"] ?? {}) as {
      zone?: string;
    };
    return `live.${zone}`;
  }

  /** Where clients connect to: the public name, or the address of a pair. */
  private url(): string {
    const { entry, dns } = this.settings.sections as {
      entry: Entry;
      dns?: { zone: string; name?: string };
    };
    const [server] = this.plane.backends.get().servers;
    // The stand-in of an ALB has no certificate.
    if (this.door === "nlbAlb") return `http://${dns!.name ?? "static"}.${dns!.zone}:80/`;
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
