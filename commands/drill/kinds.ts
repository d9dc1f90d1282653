import { FRONT_DOOR_KINDS } from "../../components/front-door/kinds";

/** The kinds of front door that this machine can rehearse, by `entry.kind`. */
export const REHEARSED_KINDS: readonly string[] = [...FRONT_DOOR_KINDS].flatMap(
  ([name, { drill }]) => (drill.objectives === undefined ? [] : name),
);
