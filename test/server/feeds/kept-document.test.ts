import { expect, test } from "bun:test";
import { createKeptDocument } from "../../../server/feeds/kept-document.ts";

const SITE = "https://photos.example";

/** A document that counts how often it was made, on a clock that is set by hand. */
function counted() {
	const clock = { now: 0 };
	let times = 0;
	const read = createKeptDocument(
		async (origin) => `${origin} ${++times}`,
		() => clock.now,
	);
	const ask = async (origin = SITE) => new TextDecoder().decode(await read(origin));
	return { ask, clock };
}

test("a kept document is made once a minute, however many ask", async () => {
	const { ask, clock } = counted();
	expect(await Promise.all([ask(), ask()])).toEqual([`${SITE} 1`, `${SITE} 1`]);
	clock.now = 59_999;
	expect(await ask()).toBe(`${SITE} 1`);
	clock.now = 60_000;
	expect(await ask()).toBe(`${SITE} 2`);
});

test("a kept document names no site but the one that was asked for", async () => {
	const { ask } = counted();
	await ask("http://elsewhere.example");
	expect(await ask()).toBe(`${SITE} 2`);
});

test("a kept document is tried again when it could not be made", async () => {
	let isAway = true;
	const read = createKeptDocument(async () => {
		if (isAway) throw new Error("The database is away");
		return "there";
	});
	await expect(read(SITE)).rejects.toThrow("away");
	isAway = false;
	expect(new TextDecoder().decode(await read(SITE))).toBe("there");
});
