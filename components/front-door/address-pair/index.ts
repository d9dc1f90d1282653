export { AddressPairs } from "./address-pairs";
export type { AddressPairsArgs } from "./args";
export { PairAlarms, type PairAlarmsArgs } from "./pair-alarms";
export type { PairSettings } from "./pair-settings";
export { planPairNeeds, requestPairAddresses } from "./plan-pairs";
export type { RoutedBackend, RoutingSettings, Rule } from "./routing-settings";
