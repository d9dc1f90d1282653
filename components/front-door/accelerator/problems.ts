import { problemTexts } from "../../settings/problem";

export const acceleratorProblem = problemTexts({
  "accelerator-backend-public": [
    "is not how an accelerator reaches load balancers: these are internal",
    "take it out, or write private",
  ],
  "accelerator-certificate-without-alb": [
    "has no ALB here: behind an NLB, TLS ends at the instances",
    "take it out, or write backend.loadBalancer: alb",
  ],
  "accelerator-certificate-with-existing": [
    "has no effect: TLS terminates at the existing backend",
    "remove it",
  ],
  "accelerator-existing-host": [
    "is a host name, but an accelerator forwards to load balancers that are named by ARN",
    "write loadBalancerArn, autoScalingGroup or targetGroupArn instead",
  ],
});
