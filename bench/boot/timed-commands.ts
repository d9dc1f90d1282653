/** A command of a boot, with its start and end in milliseconds. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly command: string;
}

/** File in a root file system in which the commands record their time. */
export const NOTES = "commands/steps.log";

/** Runs the command with the same name from further down the PATH, and records its start and end. */
const TIMED = `#!/bin/sh
name=\${0##*/}
from=$(date +%s%3N)
PATH=/usr/sbin:/usr/bin:/sbin:/bin "$name" "$@"
status=$?
to=$(date +%s%3N)
echo "$from $to $name $(echo "$*" | tr '\\n' ' ')" >>/${NOTES}
`;

const NAMES = ["aws", "curl", "haproxy"];

/**
 * Wrappers for the front of the PATH, which record times. Commands that are not yet installed get a wrapper
 * at installation, as a boot checks for them.
 */
export function timedCommands(has: (name: string) => boolean): Record<string, string> {
  const present = NAMES.filter(has).map((name): [string, string] => [
    name,
    `${TIMED}exit $status\n`,
  ]);
  const later = NAMES.map(
    (name) =>
      `[ ! -x /usr/bin/${name} ] && [ ! -x /usr/sbin/${name} ] || cp /commands/timed /commands/${name}`,
  );
  return {
    ...Object.fromEntries(present),
    timed: `${TIMED}exit $status\n`,
    "apt-get": [`${TIMED.trimEnd()}`, ...later, "exit $status\n"].join("\n"),
  };
}

export function readSteps(notes: string): Step[] {
  return notes
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [, from, to, command] = /^(\d+) (\d+) (.*)$/.exec(line)!;
      return { from: Number(from), to: Number(to), command: command! };
    });
}

/** The purpose of a step, in a few words. */
export function nameOf(command: string): string {
  const words = command.split(" ");
  switch (words[0]!) {
    case "apt-get":
      return words.includes("update") ? "package lists" : "packages installed";
    case "aws":
      return (
        /aws .*?\b(ec2|s3|s3api|cloudwatch|autoscaling) \S+/
          .exec(command)?.[0]
          .replace(/--\S+ \S+ /g, "") ?? "aws"
      );
    case "curl":
      return command.includes("/latest/") ? "instance metadata" : "HAProxy's health page";
    default:
      return words.includes("-c")
        ? "configuration checked"
        : words.includes("-v")
          ? "HAProxy's version"
          : "HAProxy started";
  }
}

/** Seconds by purpose, for commands that did not run inside another one. */
export function secondsBy(steps: readonly Step[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const step of steps) {
    const inside = steps.some(
      (other) => other !== step && other.from <= step.from && step.to <= other.to,
    );
    if (inside) continue;
    const name = nameOf(step.command);
    sums.set(name, (sums.get(name) ?? 0) + (step.to - step.from) / 1000);
  }
  return sums;
}
