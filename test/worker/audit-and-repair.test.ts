import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { masterKey, originalKey, verdictKey } from "widthwise";
import { createAudit } from "../../worker/audit.ts";
import { describeFindings } from "../../worker/describe-findings.ts";
import { createPublishAgain } from "../../worker/publish-again.ts";
import { createRemoval } from "../../worker/removal.ts";
import { createRepair } from "../../worker/repair.ts";
import { startSweep } from "../../worker/sweep.ts";
import { NO_FINDINGS } from "../faults/outcome.ts";
import { raise } from "./databases.ts";
import { keysOf, openPhotoParts, type PhotoParts, SOME_BYTES } from "./photo-parts.ts";
import { photoId } from "./photos.ts";
import { until } from "./until.ts";

let parts: PhotoParts;
let invalidated: string[];
let takenIn: string[];
beforeEach(async () => {
	parts = await openPhotoParts();
	invalidated = [];
	takenIn = [];
});
afterEach(() => parts.drop());

const audit = () => createAudit(parts)();
const repairing = () =>
	createRepair({
		publishAgain: createPublishAgain(parts),
		removal: removal(),
		takeIn: async (id) => void takenIn.push(id),
	});
const removal = () =>
	createRemoval({
		...parts,
		forget: () => {},
		invalidate: async (id) => {
			invalidated.push(id);
			return true;
		},
	});

/** One photo of every kind; ids by kind. */
async function disorder() {
	const { catalogue, media, publicStore, publish, receive } = parts;
	const [sound, unpublished, lost, interrupted, waiting, broken] = [
		await publish(1),
		await publish(2),
		await publish(3),
		await receive(4),
		await receive(5),
		await receive(6),
	];
	await publicStore.delete(masterKey(unpublished));
	await media.delete(originalKey(lost));
	await catalogue.markFailed(interrupted, "unavailable", "The store was away");
	await catalogue.markFailed(broken, "truncated-file", "The file ends too soon");
	const [unrecorded, strayVariant, strayVerdict] = [photoId(7), photoId(8), photoId(9)];
	const type = { contentType: "image/jpeg" };
	await media.put(originalKey(unrecorded), SOME_BYTES, type);
	await publicStore.put(masterKey(unrecorded), SOME_BYTES, type);
	// Deleted, but not wholly: the sweep's business, not the audit's.
	const halfGone = await publish(10);
	await catalogue.beginRemoval(halfGone);
	await publicStore.put(`photos/${strayVariant}/w640.webp`, SOME_BYTES, type);
	await media.put(verdictKey(strayVerdict), SOME_BYTES, type);
	// Somebody else's.
	await publicStore.put("photos/readme.txt", SOME_BYTES, type);
	const strays = [strayVariant, strayVerdict];
	return { sound, unpublished, lost, interrupted, waiting, broken, strays, unrecorded };
}

describe("an audit", () => {
	test("has nothing to say of what is in order", async () => {
		await parts.publish(1);
		await parts.receive(2);
		const findings = await audit();
		expect(findings).toEqual(NO_FINDINGS);
		expect(describeFindings(findings)).toEqual([]);
	});

	test("finds every disorder, and changes nothing", async () => {
		const { unpublished, lost, interrupted, strays, unrecorded } = await disorder();
		const before = [await keysOf(parts.media), await keysOf(parts.publicStore)];
		const findings = await audit();
		expect({ ...findings, strays: [...findings.strays].sort() }).toEqual({
			strays,
			unrecorded: [unrecorded],
			unpublished: [unpublished],
			lost: [lost],
			interrupted: [interrupted],
		});
		expect([await keysOf(parts.media), await keysOf(parts.publicStore)]).toEqual(before);
		expect(describeFindings(findings)).toContain(
			`1 photo: published, but the original is gone: ${lost}`,
		);
	});

	test("is not taken in by photos that come and go meanwhile", async () => {
		const id = await parts.publish(1);
		const { publicStore, catalogue } = parts;
		const slow = {
			...publicStore,
			async *list(prefix: string) {
				yield* publicStore.list(prefix);
				// After the listing: one more photo, one less.
				await parts.publish(2);
				await catalogue.beginRemoval(id);
				await catalogue.endRemoval(id);
				await publicStore.delete(masterKey(id));
				await publicStore.delete(`photos/${id}/w640.webp`);
				await parts.media.delete(originalKey(id));
			},
		};
		const findings = await createAudit({ ...parts, publicStore: slow })();
		expect({ ...findings, strays: [] }).toEqual({ ...NO_FINDINGS, strays: [] });
		expect(findings.strays).not.toContain(photoId(2));
	});

	test("names twenty and counts the rest", () => {
		const strays = Array.from({ length: 23 }, (_, i) => photoId(i));
		const [line = ""] = describeFindings({ ...NO_FINDINGS, strays });
		expect(line).toStartWith(
			"23 photos: in a store, but not in the catalogue, and without an original: ",
		);
		expect(line).toEndWith(`${photoId(19)} and 3 more`);
	});
});

describe("a repair", () => {
	test("removes strays, publishes again what can be, and touches nothing else", async () => {
		const { sound, unpublished, lost, interrupted, broken, strays, unrecorded } = await disorder();
		await repairing()(await audit());
		const asked: string[] = [];
		parts.queue.startWorkers({
			concurrency: 1,
			handle: async (id) => void asked.push(id),
			giveUp: (_id, error) => raise(error),
		});
		await until(async () => asked.length >= 2);
		expect(asked.sort()).toEqual([unpublished, interrupted].sort());
		const left = [...(await keysOf(parts.media)), ...(await keysOf(parts.publicStore))];
		expect(left.filter((key) => strays.some((id) => key.includes(id)))).toEqual([]);
		expect(left).toContain("photos/readme.txt");
		expect(takenIn).toEqual([unrecorded]);
		expect(left).toContain(originalKey(unrecorded));
		expect(left).toContain(masterKey(unrecorded));
		expect(left).toContain(masterKey(sound));
		expect(left).toContain(masterKey(lost));
		expect(invalidated.sort()).toEqual([...strays].sort());
		expect(await parts.catalogue.find(broken)).toMatchObject({ errorCode: "truncated-file" });
		expect(await parts.catalogue.find(unpublished)).toMatchObject({ status: "received" });
		expect((await audit()).strays).toEqual([]);
	});

	test("spares a stray that was uploaded again since", async () => {
		const { strays } = await disorder();
		const findings = await audit();
		await parts.receive(8);
		await repairing()(findings);
		expect(await parts.media.head(originalKey(strays[0] ?? ""))).not.toBeNull();
		expect(invalidated).not.toContain(strays[0]);
	});
});

test("the sweep reports a stray first and removes it the next time, but no original ever", async () => {
	const { strays, unrecorded } = await disorder();
	const stray = `photos/${strays[0]}/w640.webp`;
	const reported: string[] = [];
	const sweep = startSweep({
		...parts,
		removal: removal(),
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
	expect(takenIn).toEqual([]);
	sweep.stop();
});

test("sweeps do not pile up while the queue is away", async () => {
	await parts.receive(1);
	const back = Promise.withResolvers<void>();
	let looks = 0;
	const sweep = startSweep({
		catalogue: {
			unfinished() {
				looks++;
				return parts.catalogue.unfinished();
			},
		},
		queue: { enqueue: () => back.promise },
		removal: removal(),
		audit,
		repair: repairing(),
		intervalMs: 3600_000,
		inspectMs: 3600_000,
		report: raise,
		onError: raise,
	});
	const runs = [sweep.run(), sweep.run(), sweep.run()];
	back.resolve();
	expect(await Promise.all(runs)).toEqual([1, 1, 1]);
	expect(looks).toBe(1);
	await sweep.run();
	expect(looks).toBe(2);
	sweep.stop();
});
