import { afterAll, expect } from "bun:test";
import { runProgram } from "../../../faults/run-program.ts";
import { requires } from "../../../requirements.ts";
import { removeFolder, temporaryFolder } from "../../../running-server.ts";
import { sharedS3 } from "../../../services/shared.ts";

/** Bytes: two parts, their way through the SDK, and what the runtime lets lie before it collects it. */
const MOST = 180_000_000;

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

requires("s3").test(
	"an upload of 200 MB goes to a bucket and back through little memory",
	async () => {
		const s3 = await sharedS3();
		const place = { ...s3.connection, bucket: await s3.createBucket() };
		const words = [JSON.stringify(place), folder];
		const printed = await runProgram("test/server/uploads/resumable/stage-large.ts", words, {});
		const { growth, ...rest } = JSON.parse(printed);
		expect(rest).toEqual({ isSame: true, size: 200_000_000 });
		expect(growth).toBeLessThan(MOST);
	},
);
