import { beforeEach, expect, test } from "bun:test";
import { originalKey } from "widthwise/url";
import { createAudit } from "../../../worker/upkeep/audit.ts";
import { startSweep } from "../../../worker/upkeep/sweep.ts";
import { raise } from "../databases.ts";
import { openRepair, type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";
import { createInconsistentPhotos } from "./inconsistent-photos.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
let recovered: string[];
beforeEach(async () => {
	parts = await freshParts();
	recovered = [];
});

const audit = () => createAudit(parts)();
const repairing = () =>
	openRepair(parts, { recoverOriginal: async (id) => void recovered.push(id) });

test("an inspection reports a stray, the next one deletes it, and none touches an original", async () => {
	const { strays, unrecorded } = await createInconsistentPhotos(parts);
	const stray = `photos/${strays[0]}/w640.webp`;
	const reported: string[] = [];
	const sweep = startSweep({
		...parts,
		deletion: { finish: async () => {} },
		trash: { emptyExpired: async () => {} },
		audit,
		repair: repairing(),
		intervalMs: 3600_000,
		inspectMs: 3600_000,
		report: (line) => reported.push(line),
		onError: raise,
	});
	await sweep.inspect();
	expect(reported.join("\n")).toContain(strays[0] ?? "");
	expect(reported.join("\n")).toContain(unrecorded);
	expect(await parts.publicStore.head(stray)).not.toBeNull();
	await sweep.inspect();
	await sweep.inspect();
	expect(await parts.publicStore.head(stray)).toBeNull();
	expect(await parts.media.head(originalKey(unrecorded))).not.toBeNull();
	expect(recovered).toEqual([]);
	sweep.stop();
});

test("runs do not pile up while the queue is unreachable", async () => {
	await parts.receive(1);
	const queueIsBack = Promise.withResolvers<void>();
	let reads = 0;
	const sweep = startSweep({
		catalogue: {
			unfinished() {
				reads++;
				return parts.catalogue.unfinished();
			},
		},
		queue: { enqueue: () => queueIsBack.promise },
		deletion: { finish: async () => {} },
		trash: { emptyExpired: async () => {} },
		audit,
		repair: repairing(),
		intervalMs: 3600_000,
		inspectMs: 3600_000,
		report: raise,
		onError: raise,
	});
	const runs = [sweep.run(), sweep.run(), sweep.run()];
	queueIsBack.resolve();
	expect(await Promise.all(runs)).toEqual([1, 1, 1]);
	expect(reads).toBe(1);
	await sweep.run();
	expect(reads).toBe(2);
	sweep.stop();
});
