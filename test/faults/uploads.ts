import { createHash } from "node:crypto";
import { until } from "../patience.ts";
import type { RunningServer } from "../running-server.ts";
import { post, type UploadAnswer } from "../server/client.ts";
import { copies, drawn } from "../server/drawn-photos.ts";

const PER_FORM = 5;
const FORMS_AT_ONCE = 2;

/** Makes small photos that were never uploaded before. */
export function newPhotos(count: number): readonly Uint8Array[] {
	const seed = Math.floor(Math.random() * 1000);
	return copies(drawn(seed, "jpeg", 320, 240), count).map((bytes) =>
		Buffer.concat([bytes, Buffer.from(crypto.randomUUID())]),
	);
}

/** Computes the photo id of a file. */
export function idOf(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}

/** Uploads that are repeated until every photo is acknowledged: five in a form, two forms at once. */
export type Uploads = {
	/** The ids of the photos that were acknowledged so far. */
	readonly acknowledged: ReadonlySet<string>;
	/** The number of forms of which not every photo was acknowledged. */
	refusals(): number;
	/** Uploads photos; resolves when all of them are acknowledged. */
	add(photos: readonly Uint8Array[]): Promise<void>;
};

/** Makes uploads to a server, without photos at first. */
export function createUploads(server: RunningServer): Uploads {
	const acknowledged = new Set<string>();
	let refusals = 0;

	async function uploadForm(photos: readonly Uint8Array[]): Promise<void> {
		let left = photos;
		await until("all photos of a form are acknowledged", async () => {
			for (const id of await acceptedOf(server, left)) acknowledged.add(id);
			left = left.filter((bytes) => !acknowledged.has(idOf(bytes)));
			if (left.length > 0) refusals++;
			return left.length === 0;
		});
	}

	return {
		acknowledged,
		refusals: () => refusals,
		async add(photos) {
			const waiting = [...photos];
			const uploadForms = async (): Promise<void> => {
				while (waiting.length > 0) await uploadForm(waiting.splice(0, PER_FORM));
			};
			await Promise.all(Array.from({ length: FORMS_AT_ONCE }, uploadForms));
		},
	};
}

/** Uploads photos with retries; resolves to the ids that were acknowledged. */
export async function uploadAll(
	server: RunningServer,
	photos: readonly Uint8Array[],
): Promise<readonly string[]> {
	const uploads = createUploads(server);
	await uploads.add(photos);
	return [...uploads.acknowledged];
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
