#!/usr/bin/env node
import { main } from "./main";

/** `holdfast-local`, the command of the package: a local run of the program in the current folder. */
void main(["--program", process.cwd(), ...process.argv.slice(2)]);
