import { frontDoor } from "../../../support/program";
import { rehearseAll } from "./use-drill";

describe("front door haproxy", () => {
  rehearseAll(frontDoor({ entry: { kind: "haproxy", configSource: "s3" } }));
});
