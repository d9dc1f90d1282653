import assert from "node:assert/strict";
import {
  CAPACITY_PROVIDER,
  CLUSTER_CAPACITY_PROVIDERS,
  ECS_CLUSTER,
  ECS_SERVICE,
} from "../../../simulator/model/tokens";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { association, cluster, group, provider, service, task } from "./ecs-lab";

describe("ECS cluster", () => {
  it("is named by its ARN, and can have capacity providers of groups and of Fargate", () => {
    const lab = new Lab();
    assert.equal(cluster(lab).id, "arn:aws:ecs:us-east-1:123456789012:cluster/main");
    provider(lab, group(lab));
    const { id } = association(lab, ["instances", "FARGATE"]);
    assert.equal(id, "main");
  });

  it("goes when its services and providers are gone", () => {
    const lab = new Lab();
    const made = cluster(lab);
    const running = service(lab, task(lab));
    assert.throws(
      () => lab.account.remove(made),
      /ClusterContainsServicesException: The Cluster cannot be deleted while Services are active/,
    );
    lab.account.remove(running);
    lab.account.remove(made);
    assert.equal(lab.account.read(made), undefined);
  });

  refuses([
    [
      "its name is taken",
      (lab) => [cluster(lab), cluster(lab)],
      "creating ECS Cluster: operation error ECS: CreateCluster, api error InvalidParameterException: Arguments on this idempotent request are inconsistent with arguments used in previous request(s): main",
    ],
    [
      "providers are for a cluster that does not exist",
      (lab) => association(lab, ["FARGATE"], "none"),
      "creating ECS Cluster Capacity Providers: operation error ECS: PutClusterCapacityProviders, api error ClusterNotFoundException: Cluster not found.",
    ],
    [
      "it is to have a provider that does not exist",
      (lab) => [cluster(lab), association(lab, ["instances"])],
      "creating ECS Cluster Capacity Providers: operation error ECS: PutClusterCapacityProviders, api error InvalidParameterException: The specified capacity provider instances could not be found. Specify a valid name and try again.",
    ],
    [
      "its default strategy names a provider that it does not have",
      (lab) =>
        lab.make(CLUSTER_CAPACITY_PROVIDERS, {
          clusterName: "main",
          capacityProviders: ["FARGATE"],
          defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT" }],
        }),
      "defaultCapacityProviderStrategies: FARGATE_SPOT is none of the cluster's capacityProviders",
    ],
  ]);
});

describe("ECS capacity provider", () => {
  it("is imported by its name, like a cluster, and a service by its cluster's and its own", () => {
    const lab = new Lab();
    const imported = (type: string, id: string) =>
      lab.account.read({ type, id, region: lab.region })?.id;
    assert.equal(imported(ECS_CLUSTER, "main"), undefined);
    const [main, instances] = [cluster(lab), provider(lab, group(lab))];
    assert.equal(imported(ECS_CLUSTER, "main"), main.id);
    assert.equal(imported(CAPACITY_PROVIDER, "instances"), instances.id);
    const running = service(lab, task(lab));
    assert.equal(imported(ECS_SERVICE, "main/haproxy"), running.id);
  });

  it("stays while a cluster has it", () => {
    const lab = new Lab();
    cluster(lab);
    const made = provider(lab, group(lab));
    const used = association(lab, ["instances"]);
    assert.throws(() => lab.account.remove(made), /in use and cannot be removed/);
    lab.account.remove(used);
    lab.account.remove(made);
    assert.equal(lab.account.read(made), undefined);
  });

  refuses([
    [
      "its name begins like one of AWS's",
      (lab) => provider(lab, group(lab), {}, "ecs-instances"),
      "name: the name of a capacity provider cannot begin with aws, ecs or fargate: ecs-instances",
    ],
    [
      "its group does not exist",
      (lab) => provider(lab, group(lab), { autoScalingGroupArn: "arn:x" }),
      "creating ECS Capacity Provider: operation error ECS: CreateCapacityProvider, api error ClientException: The specified Auto Scaling group ARN arn:x could not be found.",
    ],
    [
      "its group is another provider's",
      (lab) => {
        const one = group(lab);
        provider(lab, one);
        provider(lab, one, {}, "others");
      },
      "creating ECS Capacity Provider: operation error ECS: CreateCapacityProvider, api error ClientException: The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.",
    ],
    [
      "it protects instances that their group does not protect",
      (lab) => provider(lab, group(lab, { protectFromScaleIn: false })),
      "creating ECS Capacity Provider: operation error ECS: CreateCapacityProvider, api error ClientException: The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.",
    ],
    [
      "it protects instances without scaling them",
      (lab) => provider(lab, group(lab), { managedScaling: { status: "DISABLED" } }),
      "autoScalingGroupProvider.managedTerminationProtection: managed termination protection needs managedScaling.status ENABLED",
    ],
  ]);
});
