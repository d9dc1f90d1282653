import { frontDoor } from "../../../support/program";
import { SCENARIOS } from "../../../../commands/drill/scenarios";
import { rehearseAll } from "./use-drill";

/** Launches that time out take minutes: haproxy-launches.long.spec.ts. */
const NAMES = Object.keys(SCENARIOS).filter((name) => name !== "launch-broken");

describe("front door haproxy", () => {
  rehearseAll(frontDoor({ entry: { kind: "haproxy", configSource: "s3" } }), NAMES);
});
