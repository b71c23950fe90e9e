import { expect, test } from "bun:test";
import { CONTROL, measureAttack } from "../../../bench/attack/attack.ts";
import { SHORT } from "../../../bench/attack/scenarios/size.ts";
import { landscape } from "../../pictures/landscape.ts";
import { encode, imageOf } from "../../pictures/painter.ts";

test("in a short attack every client gets an answer, and no acknowledged upload is lost", async () => {
	const photo = encode(imageOf(landscape(1, 700, 466)), "jpeg");
	const { rows: all, samples } = await measureAttack(photo, { size: SHORT, soakMs: 0 });
	// Only where nginx is installed.
	const rows = all.filter(([name]) => name !== CONTROL);
	expect(rows.map(([name]) => name)).toEqual([
		"visitors on a hot page",
		"forged needs",
		"stalled, dripped and huge requests",
		"a storm of distinct variants",
		"uploads at once",
		"hostile files",
	]);
	expect(samples?.["no answer"]).toEqual(all.map(() => 0));
	expect(samples?.["uploads lost"]).toEqual(all.map(() => 0));
	const [, , , , uploads, hostile] = rows;
	expect(uploads?.[8]).toBe("0 of 2");
	expect(hostile?.[8]).toMatch(/^0 of \d+$/);
});
