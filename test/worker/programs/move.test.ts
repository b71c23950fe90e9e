import { expect, test } from "bun:test";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createFolderStore } from "widthwise/store/folder";
import { createS3Store } from "widthwise/store/s3";
import { masterKey, originalKey } from "widthwise/url";
import { compilerSettings } from "../../../bench/harness/settings.ts";
import { requires } from "../../requirements.ts";
import { sharedS3 } from "../../services/shared.ts";
import { makeTiedFolder } from "../../services/tied-process.ts";
import { SOME_BYTES } from "../photo-parts.ts";
import { photoId } from "../photos.ts";

const MOVE = fileURLToPath(new URL("../../../worker/programs/move.ts", import.meta.url));
const id = photoId(1);
const MASTER = { contentType: "image/jpeg", metadata: { width: "600", height: "400" } };

async function move(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
	const command = [process.execPath, MOVE, ...args];
	const child = Bun.spawn(command, {
		env: { ...compilerSettings, ...environment },
		stdout: "pipe",
		stderr: "pipe",
	});
	const [output, errors] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
	]);
	return { output, errors, exitCode: await child.exited };
}

requires("s3").test(
	"npm run move copies folders to S3 and back, and says what to set",
	async () => {
		const s3 = await sharedS3();
		const bucket = await s3.createBucket();
		const [here, back] = [await makeTiedFolder("here"), await makeTiedFolder("back")];
		try {
			const environment = { ...s3.environment, DATA_DIR: here.path };
			const media = createFolderStore({ folder: join(here.path, "media") });
			const publicStore = createFolderStore({ folder: join(here.path, "public") });
			await media.put(originalKey(id), SOME_BYTES, { contentType: "image/gif" });
			await publicStore.put(masterKey(id), SOME_BYTES, MASTER);

			const there = await move(environment, "--to", `s3://${bucket}/site`);
			expect(there).toMatchObject({ errors: "", exitCode: 0 });
			expect(there.output).toContain("2 of 2 files, 0.0 GB: 2 copied, 0 were there\n");
			const settings = {
				MEDIA_STORE: `s3://${bucket}/site/media`,
				PUBLIC_STORE: `s3://${bucket}/site/public`,
			};
			expect(there.output).toContain(
				`MEDIA_STORE=${settings.MEDIA_STORE}\nPUBLIC_STORE=${settings.PUBLIC_STORE}\n`,
			);
			const moved = createS3Store({ ...s3.connection, bucket, prefix: "site/public" });
			expect(await moved.head(masterKey(id))).toMatchObject(MASTER);

			const again = await move({ ...environment, ...settings }, "--to", back.path);
			expect(again).toMatchObject({ errors: "", exitCode: 0 });
			const returned = createFolderStore({ folder: join(back.path, "public") });
			expect(await returned.head(masterKey(id))).toMatchObject(MASTER);
		} finally {
			await Promise.all([here.remove(), back.remove()]);
		}
	},
);

test("npm run move says what is wrong with its arguments", async () => {
	const usage = await move({ DATA_DIR: "/tmp/nowhere" });
	expect(usage).toMatchObject({ exitCode: 1, output: "" });
	expect(usage.errors).toContain("Name the new place: npm run move -- --to s3://bucket");
	const same = await move({ DATA_DIR: "/tmp/nowhere" }, "--to", "/tmp/nowhere");
	expect(same.errors).toBe("The photos are already there\n");
});
