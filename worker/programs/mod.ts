/**
 * What all programs do when they are told to stop.
 *
 * @module
 */
export { shutDownOnSignal } from "./shutdown.ts";
