/** BENCH_VPCS VPCs of the default plan, by the components. */
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { StaticAddresses } from "../../../components/addresses/static-addresses";
import { requestEgressAddresses } from "../../../components/network/egress";
import { Vpc } from "../../../components/network/vpc";

const tags = { environment: "bench" };

export = async () => {
  const zones = (await getAvailabilityZones({ state: "available" })).names.slice(0, 2);
  for (let index = 0; index < Number(process.env["BENCH_VPCS"]); index++) {
    const egress = { kind: "nat", gateways: "perAz" } as const;
    const requests = requestEgressAddresses(egress, zones);
    const { addresses } = new StaticAddresses(`addresses${index}`, {
      addresses: Object.fromEntries(requests.map((request) => [request.key, request])),
      protect: false,
      tags,
    });
    new Vpc(`network${index}`, {
      cidr: `10.${index}.0.0/16`,
      availabilityZones: zones,
      egress: { ...egress, addresses },
      tags,
    });
  }
};
