import { problemTexts } from "../../settings/problem";

export const acceleratorProblem = problemTexts({
  "accelerator-backend-public": [
    "must be private with an accelerator: its load balancers are internal",
    "remove it, or write private",
  ],
  "accelerator-certificate-without-alb": [
    "has no effect without an ALB: behind an NLB, TLS terminates at the instances",
    "remove it, or write backend.loadBalancer: alb",
  ],
  "accelerator-certificate-with-existing": [
    "has no effect: TLS terminates at the existing backend",
    "remove it",
  ],
  "accelerator-existing-host": [
    "is a host name, but an accelerator forwards only to load balancers with an ARN",
    "write loadBalancerArn, autoScalingGroup or targetGroupArn instead",
  ],
});
