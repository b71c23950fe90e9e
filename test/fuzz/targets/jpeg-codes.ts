import { join } from "../../containers/bytes.ts";
import { SCAN_HEADS } from "../scan-heads.ts";
import { fuzz as fuzzPhoto } from "./photo.ts";

/** Walks the codes of a JPEG whose head is valid: the first byte chooses the head. */
export function fuzz(data: Uint8Array): void {
	const [choice = 0, ...codes] = data;
	const head = SCAN_HEADS[choice % SCAN_HEADS.length];
	if (head) fuzzPhoto(join(head, Uint8Array.from(codes), 0xff, 0xd9));
}
