import { beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { masterKey, originalKey, trashKey } from "widthwise/url";
import { createAudit } from "../../../worker/upkeep/audit.ts";
import { NO_FINDINGS } from "../../faults/outcome.ts";
import {
	keysOf,
	openRepair,
	type PhotoParts,
	photoPartsOfFile,
	SOME_BYTES,
} from "../photo-parts.ts";
import { publishedPhoto, receivedPhoto } from "../photos.ts";
import { publicKeys, sweep, trashOf } from "./trash-parts.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeAll(async () => {
	parts = await freshParts();
});
let photos = 0;
const publish = () => parts.publish(++photos);

const audit = () => createAudit(parts)();
const repair = async () => {
	const recoverOriginal = async (id: string) => {
		throw new Error(`${id} was recovered`);
	};
	await openRepair(parts, { recoverOriginal })(await audit());
};

describe("a photo in the trash stays there", () => {
	let id: string;
	beforeEach(async () => {
		id = await publish();
		await trashOf(parts).moveToTrash(id);
	});

	/** After two rounds of repair. */
	async function staysInTrash(): Promise<void> {
		await repair();
		await sweep(parts);
		expect(await audit()).toEqual(NO_FINDINGS);
		expect(await parts.catalogue.find(id)).toBeNull();
		expect(await parts.catalogue.trashedIds()).toContain(id);
		expect(await publicKeys(parts, id)).toEqual([]);
		expect(await parts.media.head(originalKey(id))).not.toBeNull();
		expect(await parts.media.head(trashKey(id))).not.toBeNull();
	}

	test("if something published it nevertheless", async () => {
		await parts.publicStore.put(masterKey(id), SOME_BYTES, { contentType: "image/jpeg" });
		expect((await audit()).trash).toEqual([id]);
		await staysInTrash();
	});

	test("if an older backup of the catalogue is restored", async () => {
		await parts.catalogue.forgetTrashed(id);
		await parts.catalogue.insertReceived(receivedPhoto(photos));
		await parts.catalogue.markPublished(id, publishedPhoto);
		expect(await audit()).toEqual({ ...NO_FINDINGS, trash: [id] });
		await staysInTrash();
	});

	test("if the catalogue is lost: the trash is made again from its marks", async () => {
		const before = await parts.catalogue.findTrashed(id);
		await parts.catalogue.forgetTrashed(id);
		expect(await audit()).toEqual({ ...NO_FINDINGS, trash: [id] });
		await staysInTrash();
		expect(await parts.catalogue.findTrashed(id)).toEqual(before);
	});

	test("if its mark is lost, as in a move during the deletion", async () => {
		await parts.media.delete(trashKey(id));
		expect(await audit()).toEqual({ ...NO_FINDINGS, trash: [id] });
		await staysInTrash();
	});

	test("but a mark without an original is deleted", async () => {
		await parts.catalogue.forgetTrashed(id);
		await parts.media.delete(originalKey(id));
		await repair();
		expect((await keysOf(parts.media)).filter((key) => key.includes(id))).toEqual([]);
	});
});
