import { createHash } from "node:crypto";
import type { RunningServer } from "../running-server.ts";
import { post, type UploadAnswer } from "../server/client.ts";
import { copies, drawn } from "../server/drawn-photos.ts";

const PER_FORM = 5;
const FORMS_AT_ONCE = 2;

/** So many small photos that nobody has seen before. */
export function newPhotos(count: number): readonly Uint8Array[] {
	const seed = Math.floor(Math.random() * 1000);
	return copies(drawn(seed, "jpeg", 320, 240), count).map((bytes) =>
		Buffer.concat([bytes, Buffer.from(crypto.randomUUID())]),
	);
}

/** The id that a file's photo has. */
export function idOf(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}

/**
 * Uploads photos as a patient owner does: in forms of five, two at a time, each photo again and again
 * until it is acknowledged. Resolves to the ids that were.
 */
export async function uploadAll(
	server: RunningServer,
	photos: readonly Uint8Array[],
	onAcknowledged: (count: number) => void = () => {},
): Promise<readonly string[]> {
	const acknowledged = new Set<string>();
	const waiting = [...photos];
	async function uploadForms(): Promise<void> {
		for (let form = waiting.splice(0, PER_FORM); form.length > 0; ) {
			const ids = await acceptedOf(server, form);
			for (const id of ids) acknowledged.add(id);
			onAcknowledged(acknowledged.size);
			form = form.filter((bytes) => !acknowledged.has(idOf(bytes)));
			if (form.length > 0) await Bun.sleep(200);
			else form = waiting.splice(0, PER_FORM);
		}
	}
	await Promise.all(Array.from({ length: FORMS_AT_ONCE }, uploadForms));
	return [...acknowledged];
}

async function acceptedOf(
	server: RunningServer,
	photos: readonly Uint8Array[],
): Promise<readonly string[]> {
	try {
		const response = await post(server, ...photos.map((bytes, i) => [`${i}.jpg`, bytes] as const));
		const answer: Partial<UploadAnswer> = await response.json();
		return (answer.photos ?? []).map(({ id }) => id);
	} catch {
		return [];
	}
}
