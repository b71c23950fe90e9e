import { expect, test } from "bun:test";
import { createCachedDocument } from "../../../server/feeds/cached-document.ts";

const SITE = "https://photos.example";

/** A document that counts how often it was built, with a manual clock. */
function counted() {
	const clock = { now: 0 };
	let times = 0;
	const read = createCachedDocument(
		async (origin) => `${origin} ${++times}`,
		() => clock.now,
	);
	const readText = async (origin = SITE) => new TextDecoder().decode(await read(origin));
	return { readText, clock };
}

test("a cached document is built at most once a minute, also for concurrent readers", async () => {
	const { readText, clock } = counted();
	expect(await Promise.all([readText(), readText()])).toEqual([`${SITE} 1`, `${SITE} 1`]);
	clock.now = 59_999;
	expect(await readText()).toBe(`${SITE} 1`);
	clock.now = 60_000;
	expect(await readText()).toBe(`${SITE} 2`);
});

test("a cached document is never used for another origin", async () => {
	const { readText } = counted();
	await readText("http://elsewhere.example");
	expect(await readText()).toBe(`${SITE} 2`);
});

test("a cached document is built again after a failure", async () => {
	let isAway = true;
	const read = createCachedDocument(async () => {
		if (isAway) throw new Error("The database is away");
		return "there";
	});
	await expect(read(SITE)).rejects.toThrow("away");
	isAway = false;
	expect(new TextDecoder().decode(await read(SITE))).toBe("there");
});
