import type { RootHookObject } from "mocha";
import { whyNoLab } from "../../drill/lab/requirements";
import { renderFigures } from "./lab-figures";

const COMMANDS = ["haproxy", "keepalived", "dnsmasq", "ip", "openssl"];

/** Leaves the lab tests out, with the reason, where there can be no lab; prints what they measured. */
export const mochaHooks: RootHookObject = {
  beforeAll(this: Mocha.Context) {
    const reason = whyNoLab(COMMANDS);
    if (reason !== undefined) {
      console.log(`  Left out: ${reason}`);
      this.skip();
    }
  },
  afterAll() {
    console.log(renderFigures());
  },
};
