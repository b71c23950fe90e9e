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

test("a folder of logs, compressed and not, in all formats", async () => {
	const { needed, files, counts, damaged } = await readLogs([join(folder, "mixed")], () => {});
	const writers = Object.keys(LOG_WRITERS).length;
	expect({ files, damaged }).toEqual({ files: writers, damaged: [] });
	expect(counts.lines).toBe(requests.length * writers);
	expect(sorted(byWidth(needed))).toEqual(
		sorted(new Map([...expected].map(([width, count]) => [width, count * writers]))),
	);
});

test("a gzip file of several members is read to its end", async () => {
	const [write] = Object.values(LOG_WRITERS);
	const lines = write?.(requests).join("\n") ?? "";
	const member = Bun.gzipSync(new TextEncoder().encode(`${lines}\n`));
	const path = join(folder, "members.gz");
	await Bun.write(path, new Blob([member, member]));
	const { counts } = await readLogs([path], () => {});
	expect(counts.lines).toBe(2 * requests.length);
});

test("a file that ends early is named; what it held counts", async () => {
	const [whole, cut] = [join(folder, "mixed", "0.log.gz"), join(folder, "cut.gz")];
	const bytes = await Bun.file(whole).bytes();
	await Bun.write(cut, bytes.subarray(0, bytes.length / 2));
	const { counts, damaged } = await readLogs([cut, whole], () => {});
	expect(damaged).toHaveLength(1);
	expect(damaged[0]).toContain("cut.gz");
	expect(counts.lines).toBeGreaterThan(requests.length);
	expect(counts.lines).toBeLessThan(2 * requests.length);
});

test("memory does not grow with the log", async () => {
	const [write] = Object.values(LOG_WRITERS);
	const block = new TextEncoder().encode(`${write?.(requests).join("\n")}\n`);
	const member = Bun.gzipSync(block);
	const path = join(folder, "long.gz");
	await Bun.write(path, new Blob(Array.from({ length: 120 }, () => member)));
	// In a process of its own: in this one, other tests' garbage is weighed too.
	const program = join(import.meta.dir, "measure-memory.ts");
	await using child = Bun.spawn([process.execPath, program, path], { stdout: "pipe" });
	const { lines, growth } = await within("what it weighed", new Response(child.stdout).json());
	expect(lines).toBe(120 * requests.length);
	// The log is about 300 MB; what is read at a time is a quarter of one.
	expect(block.length * 120).toBeGreaterThan(270e6);
	expect(growth).toBeLessThan(120e6);
});
