import { problemTexts } from "../../settings/problem";

export const haproxyProblem = problemTexts({
  "plain-http-to-tls-port": [
    "is for HTTPS, but with entry.mode http HAProxy connects to its backend by plain HTTP",
    "write port: 80, or entry.mode: tcp, which passes TLS through",
  ],
  "haproxy-certificate-without-alb": [
    "has no effect without ALBs of the colours: TLS terminates at the instances, or at the existing backend",
    "remove it, or write backend.loadBalancer: alb",
  ],
  "haproxy-certificate-with-http": [
    "is for HTTPS, but with entry.mode http HAProxy connects to the ALBs by plain HTTP",
    "write entry.mode: tcp, which passes TLS through, or remove it",
  ],
  "haproxy-certificate-port": [
    "must be 443 with entry.certificateArn: the ALBs have HTTPS there",
    "write port: 443, or remove entry.certificateArn",
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
