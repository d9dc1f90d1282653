import { LOST } from "../../components/addresses/lost-text";
import type { Problem } from "../../components/settings/problem";
import type { EngineEvent, PreviewDigest, Step } from "../../stack/preview";
import { STACK, nameIn, typeIn } from "../../stack/resource";
import { addressChanges, keysIn } from "./address-changes";
import { outputChanges } from "./output-changes";
import type { ChangeKind, Preview, ResourceChange, PolicyViolation } from "./stack-review";

/** The engine's refusal to delete a protected resource: only its text distinguishes it from other errors. */
const PROTECTED = /protect/;

/** The engine's final message, which repeats earlier ones. */
const IN_SHORT = "preview failed";

const KINDS: Readonly<Record<string, ChangeKind>> = {
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
  delete: "delete",
  create: "create",
  update: "update",
  import: "import",
};

/** Steps that change nothing in AWS. */
const STILL = new Set(["same", "read", "discard", "remove-pending-replace"]);

/** The order of changes: dangerous ones come first. */
const ORDER: readonly ChangeKind[] = ["replace", "delete", "create", "update", "import", "other"];

/**
 * The result of a preview.
 *
 * @param events the engine's event log of the same preview
 * @param problems the problems of the configuration
 * @param allowRelease keys of addresses that may be released
 */
export function readPreview(
  { steps }: PreviewDigest,
  events: readonly EngineEvent[],
  problems: readonly Problem[],
  allowRelease: readonly string[],
): Preview {
  const said = events.flatMap(({ diagnosticEvent: said }) =>
    said && !said.ephemeral && said.message.trim() !== "" ? [said] : [],
  );
  const errors = said.filter((one) => one.severity === "error" && textOf(one) !== IN_SHORT);
  const refused = [
    ...problems.flatMap(({ code, data }) =>
      code === "address-released" ? (data["keys"] as readonly string[]) : [],
    ),
    ...errors.flatMap(({ message, urn }) =>
      urn !== undefined && PROTECTED.test(message) ? keysIn(urn, typeIn(urn)) : [],
    ),
  ];
  // Components are represented by their children.
  const own = steps.filter(
    ({ urn, oldState, newState }) =>
      !typeIn(urn).startsWith("pulumi:") && (newState ?? oldState)?.custom !== false,
  );
  return {
    addresses: addressChanges(own, allowRelease, refused),
    changes: resourceChanges(own),
    unchanged: own.filter(({ op }) => op === "same").length,
    violations: violationsIn(events),
    outputs: outputsIn(events),
    // The review itself lists the lost addresses, in the same words.
    notices: unique(said.filter(({ severity }) => severity === "warning").map(textOf)).filter(
      (notice) => !notice.startsWith(LOST),
    ),
    errors: unique(errors.map(textOf)),
  };
}

const textOf = ({ message }: { readonly message: string }): string =>
  message.trim().replace(/^(error|warning): /, "");

const unique = (lines: readonly string[]): string[] => [...new Set(lines)];

/** One change for each resource: a replacement has several steps. */
function resourceChanges(steps: readonly Step[]): ResourceChange[] {
  const changes = new Map<string, ResourceChange>();
  for (const { op, urn, diffReasons, replaceReasons } of steps) {
    if (STILL.has(op)) continue;
    const kind = KINDS[op] ?? "other";
    const before = changes.get(urn);
    const reasons = kind === "replace" ? replaceReasons : diffReasons;
    const properties = unique([...(before?.properties ?? []), ...(reasons ?? [])]).sort();
    changes.set(urn, { kind, type: typeIn(urn), name: nameIn(urn), properties });
  }
  const key = ({ kind, type, name }: ResourceChange) => [ORDER.indexOf(kind), type, name].join(" ");
  return [...changes.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

function violationsIn(events: readonly EngineEvent[]): PolicyViolation[] {
  const all = events.flatMap(({ policyEvent }): PolicyViolation[] => {
    if (!policyEvent) return [];
    const { enforcementLevel, policyName, resourceUrn = "", message } = policyEvent;
    const isStack = resourceUrn === "" || typeIn(resourceUrn) === STACK;
    return [
      {
        level: enforcementLevel === "mandatory" ? "mandatory" : "advisory",
        policy: policyName,
        resource: isStack ? "" : nameIn(resourceUrn),
        // The message has the policy's description, then the violation. The description is in the pack's
        // README.
        message: message.trim().split("\n").slice(-1).join(""),
      },
    ];
  });
  const key = ({ level, policy, resource, message }: PolicyViolation) =>
    [level === "mandatory" ? 0 : 1, policy, resource, message].join(" ");
  const once = new Map(all.map((violation) => [key(violation), violation]));
  return [...once].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}

/** The stack's outputs before and after, from the last event that has them. */
function outputsIn(events: readonly EngineEvent[]): Preview["outputs"] {
  const last = events
    .flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? [])
    .filter(({ type }) => type === STACK)
    .at(-1);
  return outputChanges(last?.old?.outputs ?? {}, last?.new?.outputs);
}
