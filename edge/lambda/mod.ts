/**
 * A Lambda runtime on this machine.
 *
 * @module
 */
export { createLocalLambda, type InvocationResult } from "./local-lambda.ts";
export { findNode } from "./node.ts";
