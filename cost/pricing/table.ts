import { alarms, dashboards, flowLogs, logGroups, metricFilters } from "./cloudwatch";
import { groups, instances, volumes } from "./instances";
import { loadBalancers } from "./load-balancers";
import { accelerators, elasticIps, endpoints, ipams, natGateways, poolBlocks } from "./network";
import type { Pricer } from "./pricing";
import { healthChecks, resolverEndpoints, trafficPolicyRecords, zones } from "./route53";
import { buckets, functions, queues, schedules, services, topics } from "./serverless";

/** The pricing of each type that costs money. */
export const PRICERS: Readonly<Record<string, Pricer>> = {
  "aws:autoscaling/group:Group": groups,
  "aws:cloudwatch/dashboard:Dashboard": dashboards,
  "aws:cloudwatch/logGroup:LogGroup": logGroups,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": metricFilters,
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarms,
  "aws:ebs/volume:Volume": volumes,
  "aws:ec2/eip:Eip": elasticIps,
  "aws:ec2/flowLog:FlowLog": flowLogs,
  "aws:ec2/instance:Instance": instances,
  "aws:ec2/natGateway:NatGateway": natGateways,
  "aws:ec2/vpcEndpoint:VpcEndpoint": endpoints,
  "aws:ec2/vpcIpam:VpcIpam": ipams,
  "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr": poolBlocks,
  "aws:ecs/service:Service": services,
  "aws:globalaccelerator/accelerator:Accelerator": accelerators,
  "aws:lambda/function:Function": functions,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancers,
  "aws:route53/healthCheck:HealthCheck": healthChecks,
  "aws:route53/resolverEndpoint:ResolverEndpoint": resolverEndpoints,
  "aws:route53/trafficPolicyInstance:TrafficPolicyInstance": trafficPolicyRecords,
  "aws:route53/zone:Zone": zones,
  "aws:s3/bucket:Bucket": buckets,
  "aws:scheduler/schedule:Schedule": schedules,
  "aws:sns/topic:Topic": topics,
  "aws:sqs/queue:Queue": queues,
};
