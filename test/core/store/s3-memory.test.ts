import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { sharedS3 } from "../../services/shared.ts";

const program = fileURLToPath(new URL("send-large.ts", import.meta.url));
const node = fileURLToPath(new URL("../../../node_modules/node-22/bin/node", import.meta.url));

/** Bytes: four parts of 5 MB, and freed memory that the runtimes have not returned. It is about 32 MB. */
const MAX_MEMORY = 65_000_000;

requires("s3").describe("sending 80 MB to S3 and reading them back", () => {
	async function run(...runtime: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
		const s3 = await sharedS3();
		const options = { ...s3.connection, bucket: await s3.createBucket() };
		await using child = Bun.spawn([...runtime, program, JSON.stringify(options)], {
			stdout: "pipe",
			stderr: "inherit",
		});
		return JSON.parse(await within("the measurements", new Response(child.stdout).text()));
	}
	const complete = { isSame: true, size: 80_000_000 };

	test("takes less memory than that on Bun", async () => {
		const { sending, reading, ...rest } = await run(process.execPath);
		expect(rest).toEqual(complete);
		expect(sending).toBeLessThan(MAX_MEMORY);
		expect(reading).toBeLessThan(MAX_MEMORY);
	});

	requires("node22").test("takes less memory than that on Node 22, as in a Lambda", async () => {
		const { sending, reading, ...rest } = await run(node, "--expose-gc");
		expect(rest).toEqual(complete);
		expect(sending).toBeLessThan(MAX_MEMORY);
		expect(reading).toBeLessThan(MAX_MEMORY);
	});
});
