import { publicProfile } from "../../../core/formats/icc/public-profile.ts";
import { mustEqual, mustHold } from "../finds.ts";

/** Reduces a colour profile to its colours; the result has nothing to remove. */
export function fuzz(data: Uint8Array): void {
	for (const maxBytes of [data.length, Number.POSITIVE_INFINITY]) {
		const reduced = publicProfile(new Uint8Array(data), maxBytes);
		if (!reduced) continue;
		mustHold(reduced.length <= maxBytes, "a profile fits in the space that there is");
		mustEqual(publicProfile(reduced, maxBytes), reduced, "reducing twice is reducing");
	}
}
