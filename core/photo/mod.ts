/**
 * Everything about one photo: its properties, what is private in it, and how an original becomes a
 * master.
 *
 * @module
 */
export { type Budget, createBudget } from "../async/budget.ts";
export type { ByteSource } from "../formats/bytes/byte-source.ts";
export type { ByteInput } from "../formats/bytes/read-bytes.ts";
export type { Blocks, CheckSize, Probe } from "../formats/container/container.ts";
export type { Credit, FreshExif, Orientation } from "../formats/exif/exif.ts";
export { type OpenPhoto, openPhoto } from "../formats/open-photo.ts";
export { probeImage, uprightSize } from "../formats/probe.ts";
export { type ImageType, INPUT_FORMATS, type InputFormat } from "../formats/tables/input.ts";
export { type StripOptions, strip } from "../privacy/strip.ts";
export { verify } from "../privacy/verify.ts";
export { createInspector } from "./inspection/create-inspector.ts";
export type { Inspection, Inspector } from "./inspection/inspector.ts";
export { type MasterInfo, PUBLISHING_VERSION, readMasterInfo } from "./master-info.ts";
export { type Published, publish } from "./publish.ts";
export {
	cutSize,
	MASTER_EDGE,
	MAX_MASTER_EDGE,
	MAX_MASTER_PIXELS,
	masterSize,
	type Size,
} from "./sizes.ts";
export { unpublish } from "./unpublish.ts";
export { formatVerdict, isFinal, parseVerdict, type Unfinished, type Verdict } from "./verdict.ts";
