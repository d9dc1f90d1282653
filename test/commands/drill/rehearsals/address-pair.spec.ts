import { addressPair } from "../../../support/program";
import { rehearseAll } from "./use-drill";

const backend = {
  live: "blue",
  blue: { cidr: "10.30.0.0/16", port: 80 },
  green: { cidr: "10.40.0.0/16", port: 80 },
};

describe("front door addressPair", () => {
  rehearseAll(addressPair({ configSource: "s3", default: "live", backends: {} }, { backend }));
});
