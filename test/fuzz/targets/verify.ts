import { verify } from "../../../core/privacy/verify.ts";
import { unlessRejected } from "../finds.ts";

/** Verifies a file of any format as if it had been stripped. */
export async function fuzz(data: Uint8Array): Promise<void> {
	const bytes = new Uint8Array(data);
	await unlessRejected(verify(bytes, { credit: { artist: "A", copyright: "B" } }));
}
