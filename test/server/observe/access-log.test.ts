import { afterAll, describe, expect, test } from "bun:test";
import { appendFile, mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { readLogs } from "widthwise/tuning";
import { imagePath, neededWidth } from "widthwise/url";
import { formatLine, startAccessLog } from "../../../server/observe/access-log.ts";
import { until } from "../../patience.ts";
import { startNewServer } from "../../running-server.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { raise } from "../../worker/databases.ts";
import { upload } from "../client.ts";
import { drawn } from "../drawn-photos.ts";
import { settled } from "../photo-events.ts";

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

describe("a server with an access log", () => {
	test("logs image requests, also across a rotation, in a format that the bench reads", async () => {
		const logs = join(folder, "logs");
		await mkdir(logs);
		const path = join(logs, "access.log");
		await using server = await startNewServer({ ACCESS_LOG: path });
		const [id = ""] = await upload(server, ["quay.jpg", drawn(1)]);
		await settled(server, [id]);
		const requested = [
			[400, 1],
			[400, 1],
			[401, 2],
			[150, 2.625],
			[9000, 1],
		] as const;
		const requestAll = async (): Promise<void> => {
			for (const [width, dpr] of requested) {
				const query = dpr === 1 ? `width=${width}` : `dpr=${dpr}&width=${width}`;
				await fetch(`${server.url}${imagePath(id, "quay")}?${query}`);
			}
		};
		await requestAll();
		// Also: a master, a HEAD, an invalid width, an unknown photo, and a page, which is not logged.
		await fetch(`${server.url}${imagePath(id, "quay")}`);
		await fetch(`${server.url}${imagePath(id, "quay")}?width=400`, { method: "HEAD" });
		await fetch(`${server.url}${imagePath(id, "quay")}?width=0`);
		await fetch(`${server.url}${imagePath("0".repeat(32), 'qu"ay')}?width=400`);
		await fetch(server.url, { headers: { Referer: "https://elsewhere.example/" } });
		await until("the last line is written", async () =>
			(await readFile(path, "utf8")).includes("0".repeat(32)),
		);
		await rename(path, join(logs, "access.log.1"));
		await requestAll();
		await server.close();
		expect(server.log()).not.toMatch(/error/i);

		const { needed, counts } = await readLogs([logs]);
		expect(counts).toEqual({
			...{ lines: 14, images: 10, masters: 1, refused: 1, failed: 2, others: 0, malformed: 0 },
		});
		const widths = new Map<number, number>();
		for (const [width, dpr] of [...requested, ...requested]) {
			const pixels = neededWidth(width, dpr);
			widths.set(pixels, (widths.get(pixels) ?? 0) + 1);
		}
		expect(new Map(needed.map(({ width, count }) => [width, count]))).toEqual(widths);
		const text = await readFile(join(logs, "access.log.1"), "utf8");
		expect(text).not.toMatch(/127\.0\.0\.1|localhost|elsewhere|Bun\//);
		const results = text.matchAll(/"sc-bytes":"(\d+)","x-edge-result-type":"(\w+)"/g);
		expect([...results].map(([, bytes, result]) => [result, Number(bytes) > 0])).toEqual([
			["Miss", true],
			["Hit", true],
			["Miss", true],
			["Hit", true],
			["Miss", true],
			["Hit", true],
			["Hit", false],
			["Error", false],
			["Error", false],
		]);
	});

	test("refuses to start if the log cannot be written, and says why", async () => {
		const path = join(folder, "nowhere", "access.log");
		await expect(startNewServer({ ACCESS_LOG: path })).rejects.toThrow(
			new Error(`Cannot write ACCESS_LOG ${path}: must be a file in an existing, writable folder`),
		);
	});
});

const request = new Request("https://photos.example/media/x/y.jpg?width=400");
const answer = { status: 200, origin: "memory", bucket: 416, needed: 400, bytes: 9936 } as const;

describe("the log's lines", () => {
	test("are one JSON object each, whatever the URL contains", () => {
		const url = "https://photos.example/media/x/y%22.jpg?a=%0A";
		const line = formatLine(new Request(url), answer, new Date("2026-11-22T10:11:12.345Z"));
		expect(line).toEndWith("}\n");
		expect(line.trimEnd()).not.toContain("\n");
		expect(JSON.parse(line)).toEqual({
			...{ date: "2026-11-22", time: "10:11:12", "cs-method": "GET" },
			...{ "cs-uri-stem": "/media/x/y%22.jpg", "cs-uri-query": "a=%0A" },
			...{ "sc-status": "200", "sc-bytes": "9936", "x-edge-result-type": "Hit" },
		});
		const bare = formatLine(
			new Request("https://photos.example/media/x/y.jpg"),
			answer,
			new Date(),
		);
		expect(JSON.parse(bare)).toMatchObject({
			"cs-uri-stem": "/media/x/y.jpg",
			"cs-uri-query": "-",
		});
	});

	test("are buffered up to a limit while they cannot be written; the loss is reported once", async () => {
		const errors: unknown[] = [];
		const written: string[] = [];
		const disk = Promise.withResolvers<void>();
		const log = startAccessLog({
			async write(text) {
				await disk.promise;
				written.push(text);
			},
			onError: (error) => errors.push(error),
		});
		for (let i = 0; i < 60_000; i++) log.add(request, answer);
		expect(errors).toHaveLength(1);
		disk.resolve();
		await log.close();
		const characters = written.join("").length;
		expect(characters).toBeGreaterThan(4_000_000);
		expect(characters).toBeLessThan(4_200_000);
		expect(written.every((text) => text.endsWith("}\n"))).toBe(true);
	});

	test("that a full disk refuses are reported once, until a write succeeds again", async () => {
		const path = join(folder, "full.log");
		let isFull = true;
		let refused = 0;
		const errors: unknown[] = [];
		const log = startAccessLog({
			async write(text) {
				if (!isFull) return appendFile(path, text);
				refused++;
				throw new Error("ENOSPC");
			},
			onError: (error) => errors.push(error),
		});
		const fill = (): void => {
			for (let i = 0; i < 1000; i++) log.add(request, answer);
		};
		for (const times of [1, 2, 3]) {
			fill();
			await until(`the disk has refused ${times} times`, () => refused >= times);
		}
		expect(errors).toHaveLength(1);
		isFull = false;
		fill();
		await log.close();
		expect(errors).toHaveLength(1);
		expect((await readFile(path, "utf8")).split("\n").length).toBeGreaterThan(1000);
	});

	test("are not written if there were no requests", async () => {
		await startAccessLog({ write: raise, onError: raise }).close();
	});
});
