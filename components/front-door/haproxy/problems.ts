import { problemTexts } from "../../settings/problem";

export const haproxyProblem = problemTexts({
  "proxy-protocol-to-alb": [
    "is an ALB, which cannot read the header that entry.proxyProtocol sends, and answers 400",
    "write entry.proxyProtocol: false, or use an NLB",
  ],
  "proxy-protocol-to-group": [
    "gets a target group whose health checks have no header of PROXY protocol, and would replace healthy instances",
    "name a targetGroupArn whose health check has its own port, or write entry.proxyProtocol: false",
  ],
  "proxy-protocol-without-health-port": [
    "has health checks without the header that entry.proxyProtocol sends, which would replace healthy instances",
    "write healthPort: 8081, where the application answers without the header, or entry.proxyProtocol: false",
  ],
});
