import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { createVipsEngine } from "widthwise/engine/vips";
import { createThreadedInspector } from "widthwise/inspection";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { requires } from "../../requirements.ts";

/** How many threads of this process have a niceness (`proc_pid_stat(5)`, field 19). */
function threadsWith(niceness: number): number {
	return readdirSync("/proc/self/task").filter((id) => {
		const stat = readFileSync(`/proc/self/task/${id}/stat`, "utf8");
		return stat.slice(stat.lastIndexOf(")")).split(" ")[17] === String(niceness);
	}).length;
}

const output = { width: 24, height: 16, format: "webp", quality: 70 } as const;

requires("linux").test("threads make way for others as far as the option says", async () => {
	const own = getPriority(0);
	const photo = encodedQuadrants("jpeg");
	const engine = createVipsEngine({ threads: 1, niceness: 7 });
	const inspector = createThreadedInspector({ threads: 1, niceness: 9 });
	await Promise.all([engine.render(photo, [output]), inspector.readMetadata(photo)]);
	// The engine has inner threads.
	expect(threadsWith(Math.min(19, own + 7))).toBeGreaterThan(1);
	expect(threadsWith(Math.min(19, own + 9))).toBeGreaterThan(0);
	expect(getPriority(0)).toBe(own);
	await Promise.all([engine.close(), inspector.close()]);
});

test.each([-1, 20, 1.5, Number.NaN])("niceness cannot be %p", (niceness) => {
	expect(() => createVipsEngine({ niceness })).toThrow(
		"niceness must be a whole number from 0 to 19",
	);
	expect(() => createThreadedInspector({ threads: 1, niceness })).toThrow("niceness must be");
});
