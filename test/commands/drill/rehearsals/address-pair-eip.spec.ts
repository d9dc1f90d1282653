import { addressPair } from "../../../support/program";
import { rehearseAll } from "./use-drill";

const backend = { live: "blue", blue: { cidr: "10.30.0.0/16", port: 80 } };
const entry = { kind: "addressPair", failover: "eip", default: "live" };

describe("front door addressPair with an Elastic IP", () => {
  rehearseAll(addressPair({}, { entry, backend }), ["node-gone"]);
});
