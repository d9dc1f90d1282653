import type { AccountView } from "./account-view";
import { freeAddress } from "./ipv4";
import { ECS_SERVICE, SUBNET } from "./tokens";
import { object, objects, text, texts } from "./values";

/**
 * The tasks that ECS registers with a target group: those of services whose tasks have an address of their own, spread over
 * the service's subnets.
 */
export function taskTargetsOf(account: AccountView, targetGroup: string, region: string) {
  return account.referring(targetGroup, ECS_SERVICE).flatMap(({ inputs }) => {
    const subnets = texts(object(inputs["networkConfiguration"])["subnets"]).sort();
    const balancer = objects(inputs["loadBalancers"]).find(
      (one) => one["targetGroupArn"] === targetGroup,
    );
    if (subnets.length === 0) return [];
    const addresses: string[] = [];
    return Array.from({ length: Number(inputs["desiredCount"]) }, (_, index) => {
      const id = subnets[index % subnets.length]!;
      const subnet = account.require(SUBNET, id, region);
      const address = freeAddress({ account }, id, text(subnet.inputs["cidrBlock"]), addresses);
      addresses.push(address);
      return {
        id: address,
        port: Number(balancer?.["containerPort"]),
        zone: text(subnet.inputs["availabilityZone"]),
      };
    });
  });
}
