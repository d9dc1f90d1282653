import { ecsFrontDoor } from "../../../support/program";
import { rehearseAll } from "./use-drill";

/** Not in `npm test`, as the launches of HAProxy nodes are not: instances need most of a minute to boot here. */
describe("front door ecs on instances, one that its group replaces and new ones that do not come up", () => {
  rehearseAll(ecsFrontDoor({ launchType: "ec2" }), ["node-gone", "launch-broken"]);
});
