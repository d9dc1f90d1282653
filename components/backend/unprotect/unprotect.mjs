// @ts-check
/*
 * Turns the deletion protection of a load balancer off, so that Pulumi can delete the load balancer next.
 *
 *   UNPROTECT_LOAD_BALANCER  its ARN
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs
 * elasticloadbalancing:ModifyLoadBalancerAttributes. Exit status: 0 the protection is off, or the load balancer does
 * not exist; 1 AWS refuses, or does not answer; the last lines report why.
 */
import {
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientConfig, requireAccount } from "../../scripts/aws-client.mjs";

const { UNPROTECT_LOAD_BALANCER: LoadBalancerArn } = process.env;

async function unprotect() {
  await requireAccount();
  const client = new ElasticLoadBalancingV2Client(clientConfig);
  const Attributes = [{ Key: "deletion_protection.enabled", Value: "false" }];
  await client.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
  console.log(`${LoadBalancerArn}: deletion protection is off`);
}

try {
  await unprotect();
} catch (error) {
  const { name = "", message = String(error) } = /** @type {Partial<Error>} */ (error);
  if (name === "LoadBalancerNotFoundException") {
    console.log(`${LoadBalancerArn}: already deleted`);
  } else {
    console.error(
      `${LoadBalancerArn} is still protected from deletion: ${name === "Error" ? message : `${name}: ${message}`}\n` +
        "It was not deleted. Run the update again.",
    );
    process.exitCode = 1;
  }
}
