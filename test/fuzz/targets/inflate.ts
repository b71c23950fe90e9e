import { constants, inflateSync } from "node:zlib";
import { inflate } from "../../../core/formats/deflate/inflate.ts";
import { measureZlib } from "../../../core/formats/deflate/measure.ts";
import { mustEqual, mustHold } from "../finds.ts";

const MAX_BYTES = 1 << 20;

/** Inflates and measures a zlib stream; both agree, and zlib finds the same bytes. */
export function fuzz(data: Uint8Array): void {
	const bytes = new Uint8Array(data);
	const inflated = inflate(bytes, MAX_BYTES);
	const measured = measureZlib(bytes, MAX_BYTES);
	if (measured && measured.inflated <= MAX_BYTES) {
		mustEqual(inflated?.length, measured.inflated, "inflating and measuring agree");
	}
	if (!inflated) return;
	mustHold(inflated.length <= MAX_BYTES, "no more is inflated than is allowed");
	const known = byZlib(bytes);
	if (known) mustHold(known.equals(inflated), "zlib inflates the same bytes");
}

/** What zlib inflates; `null` for what it refuses, which may be the checksum alone. */
function byZlib(bytes: Uint8Array): Buffer | null {
	try {
		return inflateSync(bytes, { maxOutputLength: MAX_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
	} catch {
		return null;
	}
}
