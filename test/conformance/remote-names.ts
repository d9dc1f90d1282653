import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Apis } from "./apis";
import type { CleanUp } from "./clean-up";
import type { Makers } from "./makers";

type Clients = Pick<Apis, "route53">;

/** Makes what Route 53 has. */
export const remoteNames = (
  clients: Clients,
  unique: (name: string) => string,
  cleanUp: CleanUp,
): Pick<Makers, "healthCheck" | "record" | "records" | "zone"> => ({
  zone: async (name) => {
    const { HostedZone } = await clients.route53.createHostedZone({
      Name: name,
      CallerReference: unique(name),
    });
    const id = HostedZone!.Id!.replace("/hostedzone/", "");
    cleanUp.later(async () => {
      for (const record of await ownRecords(clients, id)) {
        await change(clients, id, "DELETE", record);
      }
      await clients.route53.deleteHostedZone({ Id: id });
    });
    return id;
  },
  record: async (zone, { name, type, values }) => {
    await change(clients, zone, "CREATE", {
      Name: name,
      Type: type,
      TTL: 60,
      ResourceRecords: values.map((Value) => ({ Value })),
    });
  },
  records: async (zone) =>
    (await ownRecords(clients, zone))
      .map(({ Name = "", Type, TTL, ResourceRecords = [] }) =>
        [
          Name.replace(/\.$/, ""),
          Type,
          TTL,
          ...ResourceRecords.map(({ Value }) => Value).sort(),
        ].join(" "),
      )
      .sort(),
  healthCheck: async (address) => {
    const { HealthCheck } = await clients.route53.createHealthCheck({
      CallerReference: unique("check"),
      HealthCheckConfig: {
        IPAddress: address,
        Type: "HTTP",
        Port: 9001,
        ResourcePath: "/health",
        RequestInterval: 10,
        FailureThreshold: 3,
      },
    });
    const id = HealthCheck!.Id!;
    cleanUp.later(() => clients.route53.deleteHealthCheck({ HealthCheckId: id }));
    return id;
  },
});

/** The records of a zone but those that it was created with. */
async function ownRecords({ route53 }: Clients, zone: string): Promise<ResourceRecordSet[]> {
  const { ResourceRecordSets = [] } = await route53.listResourceRecordSets({ HostedZoneId: zone });
  return ResourceRecordSets.filter(({ Type }) => Type !== "NS" && Type !== "SOA");
}

async function change(
  { route53 }: Clients,
  zone: string,
  Action: "CREATE" | "DELETE",
  record: ResourceRecordSet,
): Promise<void> {
  await route53.changeResourceRecordSets({
    HostedZoneId: zone,
    ChangeBatch: { Changes: [{ Action, ResourceRecordSet: record }] },
  });
}
