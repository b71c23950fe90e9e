import { expect, test } from "bun:test";
import { analyze, readHistogram, readLogs } from "widthwise/tuning";

const requests = [{ width: 390, count: 12 }];
const rules = { today: [320, 640], maxBuckets: 32 };

test.each([readHistogram, (path: string) => readLogs([path])])(
	"%p names a file that is missing",
	async (read) => {
		await expect(read("/nowhere/access.log")).rejects.toMatchObject({
			code: "not-found",
			message: "Cannot read /nowhere/access.log: there is no such file",
		});
	},
);

test("readLogs says that it takes a list", async () => {
	// @ts-expect-error: JavaScript may pass anything
	await expect(readLogs("access.log")).rejects.toMatchObject({
		code: "invalid-argument",
		message: "paths must be a list, got string",
	});
});

test.each([
	[{ ...rules, today: [640, 320] }, "must ascend, got 640,320"],
	[{ ...rules, today: [] }, "a whole number from 1 to 10000"],
	[{ ...rules, maxBuckets: 0 }, "maxBuckets must be a whole number of at least 1, got 0"],
	[{ ...rules, missCost: Number.NaN }, "missCost must be 0 or more, got NaN"],
])("analyze says what is wrong with %j", (wrong, message) => {
	expect(() => analyze(requests, wrong)).toThrow(
		expect.objectContaining({
			code: "invalid-argument",
			message: expect.stringContaining(message),
		}),
	);
});
