import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { sharedS3 } from "../../services/shared.ts";

const program = fileURLToPath(new URL("send-large.ts", import.meta.url));
const node = fileURLToPath(new URL("../../../node_modules/node-22/bin/node", import.meta.url));

/** Bytes: four parts of 5 MB, and what the runtimes keep of memory that is free again. */
const MOST = 180_000_000;

requires("s3").describe("200 MB to S3 and back", () => {
	async function run(...runtime: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
		const s3 = await sharedS3();
		const place = { ...s3.connection, bucket: await s3.createBucket() };
		await using child = Bun.spawn([...runtime, program, JSON.stringify(place)], {
			stdout: "pipe",
			stderr: "inherit",
		});
		return JSON.parse(await within("what it measured", new Response(child.stdout).text()));
	}
	const whole = { isSame: true, size: 200_000_000 };

	test("on Bun take a fraction of the memory", async () => {
		const { sending, reading, ...rest } = await run(process.execPath);
		expect(rest).toEqual(whole);
		expect(sending).toBeLessThan(MOST);
		expect(reading).toBeLessThan(MOST);
	});

	requires("node22").test("on Node 22, as in a Lambda, take a fraction of the memory", async () => {
		const { sending, reading, ...rest } = await run(node, "--expose-gc");
		expect(rest).toEqual(whole);
		expect(sending).toBeLessThan(MOST);
		expect(reading).toBeLessThan(MOST);
	});
});
