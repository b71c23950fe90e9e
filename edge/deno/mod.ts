/**
 * Deno as the edge: its program, and the command that runs it.
 *
 * @module
 */
export { buildDeno } from "./build.ts";
export { denoCommand } from "./command.ts";
