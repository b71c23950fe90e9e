import type { ErrorCode } from "widthwise";

/**
 * What a photo fails of for no fault of its own: it can be published once that is over, be it by
 * itself or because somebody has seen to it.
 */
export const OUTAGE_CODES: readonly ErrorCode[] = [
	"unavailable",
	"busy",
	"disk-full",
	"in-use",
	"misconfigured",
];

/**
 * Whether a code is one of {@link OUTAGE_CODES}.
 *
 * @example
 * isOutageCode("unavailable"); // true
 */
export function isOutageCode(code: string | null): boolean {
	return OUTAGE_CODES.some((outage) => outage === code);
}
