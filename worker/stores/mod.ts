/**
 * Where originals and public photos are kept.
 *
 * @module
 */
export { cleanLeftovers } from "./clean-leftovers.ts";
