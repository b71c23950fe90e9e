import { expect, test } from "bun:test";
import { figuresOf } from "../../../bench/publish/figures.ts";
import { runBench } from "../bench-command.ts";

const MEMORY = { serverPeakBytes: 0, workerPeakBytes: [] };

test("a worker that pauses 10 ms after each photo of 490 ms publishes two per second", () => {
	const photos = Array.from({ length: 10 }, (_, i) => ({
		sentAt: 0,
		acceptedAt: 20,
		publishedAt: 490 + 500 * i,
	}));
	const from = { at: 490, published: 1, workMs: 490, processorMs: 400 };
	const to = { at: 4990, published: 10, workMs: 4900, processorMs: 4000 };
	const figures = figuresOf({ workers: 1, photos, from, to, ...MEMORY });
	expect(figures).toMatchObject({ photosPerSecond: 2, uncertainty: 0, total: 4990, cores: 0.8 });
	expect(figures.betweenPhotos).toBeCloseTo(0.02, 10);
	expect(figures.waiting[0]).toBe(470);
	expect(figures.accepting[9]).toBe(20);
});

test("figures are refused if the photos were published before the last was accepted", () => {
	const moment = { at: 100, published: 1, workMs: 50, processorMs: 0 };
	const photos = [{ sentAt: 0, acceptedAt: 100, publishedAt: 50 }];
	const run = { workers: 1, photos, from: moment, to: moment, ...MEMORY };
	expect(() => figuresOf(run)).toThrow("Too few photos");
});

test.each([
	[["publish", "--photos", "none"], "Cannot read --photos: must be a whole number of at least 1"],
	[["burst", "--workers", "1,0"], "Cannot read --workers"],
	[["publish", "--only-environment"], "--only-environment requires --environment"],
	[["publish", "--photo", "/nowhere.jpg"], "File not found: /nowhere.jpg"],
	[["misses", "--photo", "/nowhere.jpg"], "File not found: /nowhere.jpg"],
	[["misses", "--colour"], "--colour"],
])("bench %j reports the mistake without a stack", async (args, message) => {
	const { errors, exitCode } = await runBench(...args);
	expect(exitCode).toBe(1);
	expect(errors).toContain(message);
	expect(errors).not.toContain("    at ");
});

test("bench publish --help lists its options", async () => {
	const { output, exitCode } = await runBench("publish", "--help");
	expect(exitCode).toBe(0);
	expect(output).toContain("--environment");
});
