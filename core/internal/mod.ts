/**
 * Parts of the library for our own server, worker, edge and bench. Not a public API: they change
 * without notice.
 *
 * @module
 */
export type { LineState } from "../async/admission.ts";
export { type Alarm, type SetAlarm, setRealAlarm } from "../async/alarm.ts";
export { backOff, jitter } from "../async/back-off.ts";
export { type Budget, createBudget } from "../async/budget.ts";
export { createLoadOnce, type LoadOnce } from "../async/load-once.ts";
export { createPending, type Pending } from "../async/pending.ts";
export { createSingleFlight, type SingleFlight, singleFlight } from "../async/single-flight.ts";
export { sleep } from "../async/sleep.ts";
export { createTurns, type InTurn } from "../async/turns.ts";
export { timeoutError, within } from "../async/within.ts";
export { createRecentlyUsed, type RecentlyUsed } from "../cache/recently-used.ts";
export { predictRender } from "../cost/cost.ts";
export { costsOf } from "../cost/engine-costs.ts";
export type { Engines } from "../delivery/cut-engines.ts";
export type { CutLane } from "../delivery/cut-lanes.ts";
export { createDelivery, type Delivery } from "../delivery/deliver.ts";
export type { ErrorResponseOptions } from "../delivery/error-response.ts";
export { CLIENT_LEFT } from "../delivery/error-status.ts";
export { matchesEtag } from "../delivery/etag.ts";
export { createVariants, type ReadyImage, type Variants } from "../delivery/variants.ts";
export { measureEngine, type OnRun } from "../engines/measure.ts";
export type { PoolState } from "../engines/threads/pool-state.ts";
export { byteSource } from "../formats/bytes/byte-source.ts";
export { checkPixels } from "../formats/probe.ts";
export { requireImageType, SNIFF_BYTES, sniff, type UnsupportedType } from "../formats/sniff.ts";
export { inputFormat, inputFormatLabels } from "../formats/tables/input.ts";
export { outputFormat } from "../formats/tables/output.ts";
export { MAX_TEXT_LENGTH } from "../metadata/clean-text.ts";
export { isoTime } from "../metadata/iso-time.ts";
export { foundClean } from "../photo/found-clean.ts";
export { isTimeout } from "../photo/is-timeout.ts";
export { checkMemory } from "../photo/publish-cost.ts";
export { sufficientMezzanine } from "../photo/sizes.ts";
export { MAX_ATTEMPTS, type RequestLimits, requestLimits } from "../store/s3/limits.ts";
export { readWhole } from "../store/s3/parts.ts";
export {
	formatRange,
	type S3Headers,
	type S3Page,
	type S3PutOptions,
	type S3Range,
	type S3Requests,
} from "../store/s3/requests.ts";
export { createStoreOnRequests } from "../store/s3/store-on-requests.ts";
export { bucketsUpTo } from "../url/srcset.ts";
