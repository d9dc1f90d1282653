export { AcceleratorFrontDoor } from "./accelerator-front-door";
export type { AcceleratorFrontDoorArgs } from "./args";
