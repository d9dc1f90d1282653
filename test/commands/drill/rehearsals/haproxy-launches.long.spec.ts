import { frontDoor } from "../../../support/program";
import { rehearseAll } from "./use-drill";

/**
 * Not in `npm test`: a launch that fails times out after a minute here, and nodes need most of that to boot on a busy
 * machine.
 */
describe("front door haproxy, whose new nodes do not come up", () => {
  rehearseAll(frontDoor({ entry: { kind: "haproxy", configSource: "s3" } }), ["launch-broken"]);
});
