/**
 * Publishing of originals: sizes, masters, verdicts.
 *
 * @module
 */
export type { Credit } from "../formats/exif/exif.ts";
export { type MasterInfo, readMasterInfo } from "./master-info.ts";
export { type Published, publish } from "./publish.ts";
export { cutSize, MASTER_EDGE, masterSize, type Size } from "./sizes.ts";
export { unpublish } from "./unpublish.ts";
export { formatVerdict, isFinal, parseVerdict, type Verdict } from "./verdict.ts";
