/**
 * A Lambda on this machine.
 *
 * @module
 */
export { createLocalLambda, type Invoked } from "./local-lambda.ts";
export { findNode } from "./node.ts";
