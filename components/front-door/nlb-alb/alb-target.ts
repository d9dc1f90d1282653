import type { WebAlb } from "../web-alb/alb";

/** The ALB behind the NLB, in its VPC. */
export interface AlbTarget extends WebAlb {
  readonly kind: "alb";
}
