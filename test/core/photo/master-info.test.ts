import { expect, test } from "bun:test";
import fc from "fast-check";
import { type MasterInfo, readMasterInfo } from "widthwise/photo";
import { masterKey, mezzanineKey, photoPrefix } from "widthwise/url";
import { masterMetadata } from "../../../core/photo/master-info.ts";
import { ID } from "../../photos/publishing.ts";

const pixels = fc.integer({ min: 1, max: 2560 });

test("master metadata is read back as it was written, and any store can hold it", () => {
	const infos: fc.Arbitrary<MasterInfo> = fc.record({
		width: pixels,
		height: pixels,
		encodedByUs: fc.boolean(),
		mezzanines: fc.array(pixels, { minLength: 1, maxLength: 3 }),
		version: fc.nat(),
	});
	fc.assert(
		fc.property(infos, (written) => {
			const metadata = masterMetadata(written);
			const info = { key: masterKey(ID), size: 1, contentType: "image/jpeg", metadata };
			expect(readMasterInfo(info)).toEqual(written);
			// S3 accepts lower-case keys and printable ASCII.
			for (const [key, value] of Object.entries(metadata)) {
				expect(key).toMatch(/^[a-z-]+$/);
				expect(value).toMatch(/^[\x21-\x7e]+$/);
			}
		}),
	);
});

test("the keys of a master and a mezzanine begin with the photo's prefix", () => {
	for (const key of [masterKey(ID), mezzanineKey(ID, 640)]) {
		expect(key.startsWith(photoPrefix(ID))).toBe(true);
	}
});

test("a master without metadata counts as not encoded by us, and as made before there were versions", () => {
	const info = { key: masterKey(ID), size: 1, contentType: "image/jpeg", metadata: {} };
	expect(readMasterInfo(info)).toMatchObject({ encodedByUs: false, version: 0 });
});
