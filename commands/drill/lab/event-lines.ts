import type { DrillEvent } from "./settings";

/** Log lines of a node's programs that the timeline shows. The second element is the shown text. */
const EVENT_LINES: readonly (readonly [program: RegExp, line: RegExp, kind: DrillEvent["kind"]])[] =
  [
    [/^haproxy$/, /^(Server \S+ is (?:DOWN|UP), reason: [^,]+)/, "detect"],
    [/^haproxy$/, /^(backend \S+ has no server available)/, "detect"],
    [/^keepalived$/, /(Entering (?:MASTER|BACKUP|FAULT) STATE)/, "detect"],
    [/^holdfast-health$/, /action=(reported|refused)/, "detect"],
    [/^holdfast-config$/, /action=(refused|loaded)/, "act"],
    [/^holdfast-(claim|check)$/, /action=(associated)/, "act"],
    [/^holdfast-own$/, /action=(taken|wrong|contested|dropped)/, "act"],
    [/^holdfast-hold$/, /action=(holds|released|lost)/, "act"],
    [/^systemd$/, /^(starts .* again)/, "act"],
  ];

/** The event of a log line; undefined if it has none. */
export function eventInLine(
  label: string,
  program: string,
  line: string,
): Pick<DrillEvent, "kind" | "text"> | undefined {
  for (const [programs, lines, kind] of EVENT_LINES) {
    const said = programs.test(program) ? lines.exec(line)?.[1] : undefined;
    if (said !== undefined) return { kind, text: `${label} ${program}: ${said}` };
  }
  return undefined;
}
