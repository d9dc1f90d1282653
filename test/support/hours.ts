import type { WorkingHours } from "../../components/jumpbox/working-hours";

/** The hours of "Saving a Few Shekels on your AWS bill" (Maish Saidel-Keesing, technodrone.blogspot.com, 2018). */
export const HOURS: WorkingHours = {
  start: "08:00",
  stop: "18:00",
  days: ["SUN", "MON", "TUE", "WED", "THU"],
  timeZone: "Asia/Jerusalem",
};
