import { publicProfile } from "../../../core/formats/icc/public-profile.ts";
import { mustEqual } from "../finds.ts";

/** Reduces a colour profile to its colours; the result has nothing to remove. */
export function fuzz(data: Uint8Array): void {
	const reduced = publicProfile(new Uint8Array(data));
	if (reduced) mustEqual(publicProfile(reduced), reduced, "reducing twice is reducing");
}
