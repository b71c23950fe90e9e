import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLogs } from "widthwise/tuning";
import { within } from "../../patience.ts";
import { drawRequests, LOG_WRITERS } from "./drawn-log.ts";
import { byWidth, neededByParser, sorted } from "./reference.ts";

const requests = drawRequests(11, 6_000);
const expected = neededByParser(requests);
let folder = "";

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "widthwise-logs-"));
	await mkdir(join(folder, "mixed"));
	for (const [i, write] of Object.values(LOG_WRITERS).entries()) {
		const bytes = new TextEncoder().encode(`${write(requests).join("\n")}\n`);
		const isCompressed = i % 2 === 0;
		const name = join(folder, "mixed", `${i}.log${isCompressed ? ".gz" : ""}`);
		await Bun.write(name, isCompressed ? Bun.gzipSync(bytes) : bytes);
	}
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("readLogs reads a folder of logs, compressed and not, in all formats", async () => {
	const { needed, files, counts, damaged } = await readLogs([join(folder, "mixed")], () => {});
	const writers = Object.keys(LOG_WRITERS).length;
	expect({ files, damaged }).toEqual({ files: writers, damaged: [] });
	expect(counts.lines).toBe(requests.length * writers);
	expect(sorted(byWidth(needed))).toEqual(
		sorted(new Map([...expected].map(([width, count]) => [width, count * writers]))),
	);
});

test("readLogs reads all members of a gzip file", async () => {
	const [write] = Object.values(LOG_WRITERS);
	const lines = write?.(requests).join("\n") ?? "";
	const member = Bun.gzipSync(new TextEncoder().encode(`${lines}\n`));
	const path = join(folder, "members.gz");
	await Bun.write(path, new Blob([member, member]));
	const { counts } = await readLogs([path], () => {});
	expect(counts.lines).toBe(2 * requests.length);
});

test("readLogs names a truncated file, and counts the lines before its end", async () => {
	const [complete, truncated] = [join(folder, "mixed", "0.log.gz"), join(folder, "truncated.gz")];
	const bytes = await Bun.file(complete).bytes();
	await Bun.write(truncated, bytes.subarray(0, bytes.length / 2));
	const { counts, damaged } = await readLogs([truncated, complete], () => {});
	expect(damaged).toHaveLength(1);
	expect(damaged[0]).toContain("truncated.gz");
	expect(counts.lines).toBeGreaterThan(requests.length);
	expect(counts.lines).toBeLessThan(2 * requests.length);
});

test("the memory of readLogs does not grow with the log", async () => {
	const [write] = Object.values(LOG_WRITERS);
	const block = new TextEncoder().encode(`${write?.(requests).join("\n")}\n`);
	const member = Bun.gzipSync(block);
	const path = join(folder, "long.gz");
	await Bun.write(path, new Blob(Array.from({ length: 120 }, () => member)));
	// In a separate process: this one also has the garbage of other tests.
	const program = join(import.meta.dir, "measure-memory.ts");
	await using child = Bun.spawn([process.execPath, program, path], { stdout: "pipe" });
	const { lines, growth } = await within("the measured memory", new Response(child.stdout).json());
	expect(lines).toBe(120 * requests.length);
	// The log has about 300 MB; a chunk has a quarter of a megabyte.
	expect(block.length * 120).toBeGreaterThan(270e6);
	expect(growth).toBeLessThan(120e6);
});
