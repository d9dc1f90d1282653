import { type Followed, readSettings } from "../../../lambda/follow-addresses/settings";
import {
  type Account,
  LAMBDA_FUNCTION,
  LOAD_BALANCER,
  TARGET_GROUP,
  object,
  targetsOf,
  text,
} from "../../../simulator";

/** The names whose addresses the account's functions follow, from their environment variables. */
export function followedIn(account: Account): Followed[] {
  return account.all(LAMBDA_FUNCTION).flatMap((one) => {
    const { variables } = object(account.state(one)["environment"]);
    const settings = object(variables) as Record<string, string>;
    return "NLB_TG_ARN" in settings ? readSettings(settings).followed : [];
  });
}

/** The registered addresses of a followed name, sorted. */
export function registeredFor(account: Account, { targetGroupArn, port }: Followed): string[] {
  const group = account.all(TARGET_GROUP).find(({ id }) => id === targetGroupArn)!;
  const targets = targetsOf(account, group.id, group.region);
  return targets.flatMap((one) => (one.port === port ? [one.id] : [])).sort();
}

/** The names of load balancers of the account that functions follow. */
export function followedBalancers(account: Account): string[] {
  const names = followedIn(account).map(({ dnsName }) => dnsName);
  const own = account.all(LOAD_BALANCER).map(({ outputs }) => text(outputs["dnsName"]));
  return own.filter((name) => names.includes(name));
}
