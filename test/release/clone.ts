import { mkdir, readdir, readlink, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compilerSettings } from "../../bench/harness/settings.ts";
import { ROOT } from "../house/source-files.ts";
import { within } from "../patience.ts";
import { makeTiedFolder } from "../services/tied-process.ts";

/** What a command printed, complaints included, and how it ended. */
export type Run = { readonly status: number; readonly output: string };

/** A clean clone of the repository. */
export type Clone = {
	readonly folder: string;
	/** Runs a command as a step of a workflow does. */
	run(command: string, variables?: Readonly<Record<string, string>>): Promise<Run>;
	/** Takes away what was installed. */
	uninstall(): Promise<void>;
	remove(): Promise<void>;
};

/** Programs that a step finds; of our own environment it sees nothing else but how Bun compiles. */
const PATH = [...new Set(["npm", "node", "bash"].map((name) => dirname(Bun.which(name) ?? "/")))];

/**
 * Lays out what git would clone if all changes were committed, with the packages that are installed here.
 *
 * @param npmrc npm's settings for all commands
 */
export async function cloneRepository(npmrc: string): Promise<Clone> {
	const { path: root, remove } = await makeTiedFolder("clone");
	const folder = join(root, "widthwise");
	await mkdir(folder);
	copyFiles(folder);
	const rooms = ["", ...(await Bun.file(join(ROOT, "package.json")).json()).workspaces];
	for (const room of rooms) await linkPackages(join(ROOT, room), join(folder, room));
	await Bun.write(join(root, ".npmrc"), npmrc);
	return {
		folder,
		run: (command, variables) => run(command, folder, { ...variables, HOME: root }),
		async uninstall() {
			for (const room of rooms) {
				await rm(join(folder, room, "node_modules"), { recursive: true, force: true });
			}
		},
		remove,
	};
}

/**
 * Copies all files that git keeps, or would once they are added, except those that were deleted. Half of
 * them are tests and measurements, which no release has and none may need.
 */
function copyFiles(folder: string): void {
	const script = `
set -o pipefail
# Git asks whose checkout this is, which in a container is another user's.
git -c safe.directory='*' ls-files -z --cached --others --exclude-standard -- . ':!test' ':!bench' |
	tar --create --null --files-from=- --ignore-failed-read --warning=no-failed-read |
	tar --extract --directory "$0"`;
	const { success, stderr } = Bun.spawnSync(["bash", "-ec", script, folder], { cwd: ROOT });
	if (!success) throw new Error(`Copying the checkout failed: ${stderr}`);
}

/** Links to installed packages; the links between our own packages stay inside the clone. */
async function linkPackages(from: string, to: string): Promise<void> {
	await linkEntries(join(from, "node_modules"), join(to, "node_modules"));
}

async function linkEntries(from: string, to: string): Promise<void> {
	const entries = await readdir(from, { withFileTypes: true }).catch(() => []);
	if (entries.length > 0) await mkdir(to, { recursive: true });
	for (const entry of entries) {
		const [source, target] = [join(from, entry.name), join(to, entry.name)];
		if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
		else if (entry.name.startsWith("@")) await linkEntries(source, target);
		else await symlink(source, target);
	}
}

/** GitHub runs a step's commands so (docs.github.com, "Workflow syntax", `shell`). */
async function run(
	command: string,
	cwd: string,
	variables: Readonly<Record<string, string>>,
): Promise<Run> {
	await using child = Bun.spawn(["bash", "-e", "-c", `{ ${command}\n} 2>&1`], {
		cwd,
		env: { ...compilerSettings, ...variables, PATH: PATH.join(":") },
		stdout: "pipe",
		stderr: "inherit",
	});
	const end = Promise.all([new Response(child.stdout).text(), child.exited]);
	const [output, status] = await within(`the end of ${command}`, end);
	return { status, output };
}
