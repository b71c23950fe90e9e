import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { etagOf, matchesEtag } from "../../../core/delivery/etag.ts";

test("an entity tag is half of the SHA-256, in quotes", async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
			const digest = createHash("sha256").update(bytes).digest("hex");
			expect(await etagOf(new Uint8Array(bytes))).toBe(`"${digest.slice(0, 32)}"`);
		}),
	);
});

test.each([
	['"a"', '"a"', true],
	['W/"a"', '"a"', true],
	['"a"', 'W/"a"', true],
	['"x", "y" , W/"a"', '"a"', true],
	["*", '"a"', true],
	["", '"a"', false],
	[null, '"a"', false],
	['"b"', '"a"', false],
	["a", '"a"', false],
	['"a" "b"', '"a"', false],
])("If-None-Match: %s compared with the tag %s is %p", (condition, etag, isMatch) => {
	expect(matchesEtag(condition, etag)).toBe(isMatch);
});
