import * as pulumi from "@pulumi/pulumi";
import type * as v from "valibot";
import { validateBlock } from "./cidr";
import { known } from "./known";
import { type Problem, renderProblems } from "./problem";
import { ROOM_OF_MOST, roomOfTen, validateTags } from "./tags";
import { isWithin, settingPath, validateShape } from "./validate-shape";

/** Arguments with problems. The engine shows the message without a stack trace. */
export class WrongArguments extends pulumi.RunError {
  constructor(
    component: string,
    readonly problems: readonly Problem[],
  ) {
    super(renderProblems(problems, component, "", "it registers nothing"));
  }
}

/**
 * Throws if the arguments of a component have problems. A constructor calls it before `super`, which registers the
 * component.
 *
 * @param type name of the class
 * @throws {WrongArguments} with all problems
 */
export function checkArgs(type: string, name: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new WrongArguments(`${type} "${name}"`, problems);
}

/**
 * Renames settings to arguments, in the paths and the texts of problems.
 *
 * @param names argument by setting; the first setting that contains a path is used
 */
export function ofArguments(
  problems: readonly Problem[],
  names: readonly (readonly [setting: string, argument: string])[],
): Problem[] {
  const rename = (path: string) => {
    const [setting, argument] = names.find(([one]) => isWithin(path, one)) ?? [];
    if (setting === undefined || argument === undefined) return path;
    return `${argument}${path.slice(setting.length)}`.replace(/^\./, "");
  };
  const inText = (text: string) => text.replaceAll(/\b[a-z]\w*(\.\w+)+/gi, rename);
  return problems.map((problem) => ({
    ...problem,
    path: rename(problem.path),
    problem: inText(problem.problem),
    remedy: inText(problem.remedy),
  }));
}

type Entries = Readonly<Record<string, v.GenericSchema>>;

/** Checks arguments by the settings of the same names. Omitted arguments and outputs pass. */
export function validateValues<Args extends object>(
  entries: Entries,
  args: Args,
  keys: readonly (keyof Args & string)[],
  path = "",
): Problem[] {
  return keys.flatMap((key) => {
    const given = known(args[key]);
    const at = path === "" ? key : `${path}.${key}`;
    return given === undefined ? [] : validateShape(entries[key]!, given, at);
  });
}

/**
 * Finds tags that AWS rejects. The program itself sets tags that begin with `holdfast:`.
 *
 * @param hasTen whether the component has resources with a limit of ten tags
 */
export function validateTagArgs(
  tags: Readonly<Record<string, pulumi.Input<string>>> = {},
  hasTen = false,
): Problem[] {
  const isOwn = (key: string) => key.startsWith("holdfast:");
  // `Name` counts too.
  const own = Object.keys(tags).filter(isOwn).length + 1;
  const users = Object.entries(tags).filter(([key]) => !isOwn(key));
  return validateTags(
    Object.fromEntries(users.map(([key, value]) => [key, known(value) ?? ""])),
    hasTen ? roomOfTen(own) : ROOM_OF_MOST,
  );
}

/** Validates the IPv4 blocks of security group rules, by the names of the rules. A prefix list is allowed too. */
export const validateBlocks = (
  blocks: Readonly<Record<string, unknown>>,
  path: string,
): Problem[] =>
  Object.entries(blocks).flatMap(([name, cidr]) => {
    const given = known(cidr);
    if (typeof given !== "string" || given.startsWith("pl-")) return [];
    return validateBlock({ path: settingPath(path, name), cidr: given });
  });
