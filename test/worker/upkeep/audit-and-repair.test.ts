import { beforeEach, describe, expect, test } from "bun:test";
import { masterKey, originalKey } from "widthwise/url";
import type { Cdn } from "../../../worker/deletion/cdn.ts";
import { createAudit } from "../../../worker/upkeep/audit.ts";
import { describeFindings } from "../../../worker/upkeep/describe-findings.ts";
import { NO_FINDINGS } from "../../faults/outcome.ts";
import { until } from "../../patience.ts";
import { raise } from "../databases.ts";
import {
	keysOf,
	openRepair,
	type PhotoParts,
	photoPartsOfFile,
	SOME_BYTES,
} from "../photo-parts.ts";
import { photoId } from "../photos.ts";
import { createInconsistentPhotos } from "./inconsistent-photos.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
let invalidated: string[];
let recovered: string[];
beforeEach(async () => {
	parts = await freshParts();
	invalidated = [];
	recovered = [];
	isCdnReady = true;
});

const audit = () => createAudit(parts)();
const repairing = () =>
	openRepair(parts, { cdn, recoverOriginal: async (id) => void recovered.push(id) });
let isCdnReady: boolean;
const cdn: Cdn = {
	distributionId: "E1",
	async invalidate(id) {
		if (isCdnReady) invalidated.push(id);
		return isCdnReady;
	},
	async invalidateAll() {},
};

describe("an audit", () => {
	test("finds nothing if catalogue and stores agree", async () => {
		await parts.publish(1);
		await parts.receive(2);
		const findings = await audit();
		expect(findings).toEqual(NO_FINDINGS);
		expect(describeFindings(findings)).toEqual([]);
	});

	test("finds every inconsistency, and changes nothing", async () => {
		const { unpublished, lost, interrupted, strays, unrecorded } =
			await createInconsistentPhotos(parts);
		const before = [await keysOf(parts.media), await keysOf(parts.publicStore)];
		const findings = await audit();
		expect({ ...findings, strays: [...findings.strays].sort() }).toEqual({
			strays,
			unrecorded: [unrecorded],
			unpublished: [unpublished],
			lost: [lost],
			interrupted: [interrupted],
			trash: [],
		});
		expect([await keysOf(parts.media), await keysOf(parts.publicStore)]).toEqual(before);
		expect(describeFindings(findings)).toContain(
			`1 photo: published, but the original is missing: ${lost}`,
		);
	});

	test("finds a master that a plain copy has robbed of its metadata, and its repair", async () => {
		const [id, other] = [await parts.publish(1), await parts.publish(2)];
		const run = createAudit(parts);
		expect(await run()).toEqual(NO_FINDINGS);
		const { publicStore } = parts;
		await publicStore.put(masterKey(id), SOME_BYTES, { contentType: "image/jpeg" });
		// Each process looks at a master once: a copy is made while none runs.
		const findings = await createAudit(parts)();
		expect(findings).toEqual({ ...NO_FINDINGS, unpublished: [id] });
		await repairing()(findings);
		expect(await parts.catalogue.find(id)).toMatchObject({ status: "received" });
		expect(await parts.catalogue.find(other)).toMatchObject({ status: "published" });
	});

	test("reports no photo that is received or deleted meanwhile", async () => {
		const id = await parts.publish(1);
		const { publicStore, catalogue } = parts;
		const slow = {
			...publicStore,
			async *list(prefix: string) {
				yield* publicStore.list(prefix);
				// After the listing, one photo is published and one deleted.
				await parts.publish(2);
				await catalogue.beginDeletion(id, null);
				await catalogue.endDeletion(id);
				await publicStore.delete(masterKey(id));
				await publicStore.delete(`photos/${id}/w640.webp`);
				await parts.media.delete(originalKey(id));
			},
		};
		const findings = await createAudit({ ...parts, publicStore: slow })();
		expect({ ...findings, strays: [] }).toEqual({ ...NO_FINDINGS, strays: [] });
		expect(findings.strays).not.toContain(photoId(2));
	});

	test("lists twenty ids and counts the rest", () => {
		const strays = Array.from({ length: 23 }, (_, i) => photoId(i));
		const [line = ""] = describeFindings({ ...NO_FINDINGS, strays });
		expect(line).toStartWith(
			"23 photos: in a store, but not in the catalogue, and without an original: ",
		);
		expect(line).toEndWith(`${photoId(19)} and 3 more`);
	});
});

describe("a repair", () => {
	test("deletes strays, publishes photos again, and touches nothing else", async () => {
		const { sound, unpublished, lost, interrupted, broken, strays, unrecorded } =
			await createInconsistentPhotos(parts);
		await repairing()(await audit());
		const published: string[] = [];
		parts.queue.startWorkers({
			concurrency: 1,
			handle: async (id) => void published.push(id),
			recordFailure: (_id, error) => raise(error),
		});
		await until("both photos are published", () => published.length >= 2);
		expect(published.sort()).toEqual([unpublished, interrupted].sort());
		const left = [...(await keysOf(parts.media)), ...(await keysOf(parts.publicStore))];
		expect(left.filter((key) => strays.some((id) => key.includes(id)))).toEqual([]);
		expect(left).toContain("photos/readme.txt");
		expect(recovered).toEqual([unrecorded]);
		expect(left).toContain(originalKey(unrecorded));
		expect(left).toContain(masterKey(unrecorded));
		expect(left).toContain(masterKey(sound));
		expect(left).toContain(masterKey(lost));
		expect([...new Set(invalidated)].sort()).toEqual([...strays].sort());
		expect(await parts.catalogue.find(broken)).toMatchObject({ errorCode: "truncated-file" });
		expect(await parts.catalogue.find(unpublished)).toMatchObject({ status: "received" });
		expect((await audit()).strays).toEqual([]);
	});

	test("keeps a stray that was uploaded again since the audit", async () => {
		const { strays } = await createInconsistentPhotos(parts);
		const findings = await audit();
		await parts.receive(8);
		await repairing()(findings);
		expect(await parts.media.head(originalKey(strays[0] ?? ""))).not.toBeNull();
		expect(invalidated).not.toContain(strays[0]);
	});

	test("keeps a stray whose original was restored since the audit", async () => {
		const [stray = ""] = (await createInconsistentPhotos(parts)).strays;
		const findings = await audit();
		await parts.media.put(originalKey(stray), SOME_BYTES, { contentType: "image/jpeg" });
		await repairing()(findings);
		expect(await parts.media.head(originalKey(stray))).not.toBeNull();
		expect(await parts.publicStore.head(`photos/${stray}/w640.webp`)).not.toBeNull();
	});

	test("leaves a stray for later while too many CDN invalidations are in progress", async () => {
		const { strays } = await createInconsistentPhotos(parts);
		const findings = await audit();
		isCdnReady = false;
		await repairing()(findings);
		expect([...(await audit()).strays].sort()).toEqual([...strays].sort());
	});

	test("changes nothing that another process has repaired since the audit", async () => {
		const { unpublished, interrupted } = await createInconsistentPhotos(parts);
		const findings = await audit();
		await parts.publish(2);
		await parts.publish(4);
		await repairing()(findings);
		for (const id of [unpublished, interrupted]) {
			expect(await parts.catalogue.find(id)).toMatchObject({ status: "published" });
		}
	});

	test("goes on with the other photos if one fails", async () => {
		const { interrupted, strays } = await createInconsistentPhotos(parts);
		const findings = await audit();
		const failing = openRepair(parts, {
			cdn: { ...cdn, invalidate: () => Promise.reject(new Error("unreachable")) },
			recoverOriginal: () => Promise.reject(new Error("not a photo")),
		});
		expect(await failing(findings).catch((error: Error) => error.message)).toBe("unreachable");
		expect(await parts.catalogue.find(interrupted)).toMatchObject({ status: "received" });
		expect((await audit()).strays).toHaveLength(strays.length);
	});
});
