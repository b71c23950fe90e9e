import type { ErrorCode } from "widthwise";

/**
 * Codes of failures that are not the photo's fault: it can be published once the outage is over or
 * somebody has fixed the cause.
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
