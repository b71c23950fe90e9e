import { afterAll, expect } from "bun:test";
import { runProgram } from "../../../faults/run-program.ts";
import { requires } from "../../../requirements.ts";
import { sharedS3 } from "../../../services/shared.ts";
import { removeFolder, temporaryFolder } from "../../../temporary-folder.ts";

/** Bytes: two parts, the SDK's copies, and what the runtime has not collected yet. */
const MAX_GROWTH = 180_000_000;

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

requires("s3").test("an upload of 200 MB to S3 and back is not held in memory", async () => {
	const s3 = await sharedS3();
	const location = { ...s3.connection, bucket: await s3.createBucket() };
	const args = [JSON.stringify(location), folder];
	const printed = await runProgram("test/server/uploads/resumable/stage-large.ts", args, {});
	const { growth, ...rest } = JSON.parse(printed);
	expect(rest).toEqual({ isSame: true, size: 200_000_000 });
	expect(growth).toBeLessThan(MAX_GROWTH);
});
