/**
 * The stores of originals and of public photos.
 *
 * @module
 */
export { cleanLeftovers } from "./clean-leftovers.ts";
