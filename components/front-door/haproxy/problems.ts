import { problemTexts } from "../../settings/problem";

export const haproxyProblem = problemTexts({
  "plain-http-to-tls-port": [
    "is for HTTPS, but with entry.mode http HAProxy connects to its backend by plain HTTP",
    "write port: 80, or entry.mode: tcp, which passes TLS through",
  ],
  "proxy-protocol-to-alb": [
    "is an ALB, which rejects the header of entry.proxyProtocol with status 400",
    "write entry.proxyProtocol: false, or use an NLB",
  ],
  "proxy-protocol-to-group": [
    "gets a target group whose health checks send no PROXY protocol header. The group would replace healthy instances",
    "write a targetGroupArn whose health check has its own port, or write entry.proxyProtocol: false",
  ],
  "proxy-protocol-without-health-port": [
    "has health checks without the header of entry.proxyProtocol. The auto scaling group would replace healthy instances",
    "write healthPort: 8081, where the application answers without the header, or entry.proxyProtocol: false",
  ],
});
