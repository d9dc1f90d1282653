export { AcceleratorFrontDoor, type AcceleratorFrontDoorArgs } from "./accelerator-front-door";
