import { componentProviderHost } from "@pulumi/pulumi/provider/experimental";
import { FixedEgressVpc } from "./fixed-egress-vpc";
import { FixedFrontDoor } from "./fixed-front-door";
import { NlbToAlb } from "./nlb-to-alb";
import { StaticAddresses } from "./static-addresses";

/** Serves the components to programs in other languages. The schema is generated from their types and comments. */
void componentProviderHost({
  name: "holdfast",
  dirname: __dirname,
  components: [FixedEgressVpc, FixedFrontDoor, NlbToAlb, StaticAddresses],
});
