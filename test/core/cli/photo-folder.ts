import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with files, which `await using` deletes. */
export type PhotoFolder = AsyncDisposable & {
	readonly path: string;
	read(name: string): Promise<Uint8Array>;
	/** The paths of all files inside, sorted. */
	list(): Promise<readonly string[]>;
};

/** Makes a temporary folder with files, by their paths inside it. */
export async function photoFolder(
	files: Readonly<Record<string, Uint8Array | string>>,
): Promise<PhotoFolder> {
	const path = await mkdtemp(join(tmpdir(), "widthwise-cli-"));
	for (const [name, bytes] of Object.entries(files)) await Bun.write(join(path, name), bytes);
	return {
		path,
		read: (name) => Bun.file(join(path, name)).bytes(),
		async list() {
			const glob = new Bun.Glob("**/*");
			return (await Array.fromAsync(glob.scan({ cwd: path, dot: true }))).toSorted();
		},
		[Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
	};
}
