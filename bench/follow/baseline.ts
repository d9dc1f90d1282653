import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Clients } from "../../lambda/follow-addresses/run";
import type { Settings } from "../../lambda/follow-addresses/settings";

const FULL_ANSWER = 8;

/**
 * The steps of "Using static IP addresses for Application Load Balancers", one after the other as described
 * there: all lookups if the first answer is full, the new list uploaded each time, the old one downloaded,
 * the metric put, then targets registered and deregistered. The old list has a count of absences for each
 * address.
 */
export async function runBaseline(settings: Settings, clients: Clients): Promise<void> {
  const { bucket, maxLookups, invocationsBeforeDeregistration } = settings;
  const { dnsName, port, targetGroupArn: TargetGroupArn } = settings.followed[0]!;
  const { elb, s3, cloudWatch, ask } = clients;

  const seen = new Set<string>();
  for (let lookup = 0; lookup < maxLookups; lookup++) {
    const answer = await ask(dnsName);
    answer.forEach((address) => seen.add(address));
    if (answer.length < FULL_ANSWER) break;
  }
  const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  const registered = health.TargetHealthDescriptions?.map(({ Target }) => Target?.Id) ?? [];
  const Key = "addresses.json";
  const old = await s3
    .send(new GetObjectCommand({ Bucket: bucket, Key }))
    .then(async ({ Body }) => JSON.parse(await Body!.transformToString()) as Record<string, number>)
    .catch(() => ({}));
  const absent = Object.entries(old)
    .filter(([address]) => !seen.has(address))
    .map(([address, count]) => [address, count + 1] as const);
  const gone = absent.filter(([, count]) => count >= invocationsBeforeDeregistration);
  const list = [...[...seen].map((address) => [address, 0] as const), ...absent].filter(
    (entry) => !gone.includes(entry),
  );
  const Body = JSON.stringify(Object.fromEntries(list));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  await cloudWatch.send(
    new PutMetricDataCommand({
      Namespace: settings.metricNamespace,
      MetricData: [{ MetricName: "AddressCount", Value: seen.size }],
    }),
  );
  const targets = (ids: readonly string[]) =>
    ids.map((Id) => ({ Id, Port: port, AvailabilityZone: "all" }));
  const missing = [...seen].filter((address) => !registered.includes(address));
  if (missing.length > 0) {
    await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: targets(missing) }));
  }
  if (gone.length > 0) {
    const Targets = targets(gone.map(([address]) => address));
    await elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
  }
}
