import { closeSync, existsSync, openSync, readFileSync, unlinkSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program that ends when this process ends, even by kill -9. */
export type TiedProcess = {
	/** Sends a signal; resolves when the program has ended. */
	end(signal: "TERM" | "INT" | "KILL"): Promise<void>;
	/** Resolves when the program has ended. */
	readonly exited: Promise<unknown>;
	/** Its output so far, standard error included. */
	output(): string;
};

/** A folder that is deleted when this process ends. */
export type TiedFolder = { readonly path: string; remove(): Promise<void> };

/** Temporary files that are not in memory (Filesystem Hierarchy Standard, 5.15). */
const DISK_FOLDER = "/var/tmp";

/**
 * The program's parent reads signals for it from standard input. A pipe closes however its writer ends,
 * so the end of the input means that this process has ended, and the parent kills the program.
 */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- & child=$!
trap 'kill -s KILL "$child"' TERM INT HUP
{ while read -r signal; do kill -s "$signal" "$child"; done; kill -s KILL "$child"; } <&3 & reader=$!
wait "$child"
kill -s KILL "$reader"
`;

/** Retries, because a program that is just ending may still write files. */
const REMOVER = `
trap : TERM INT HUP
read -r _
until rm -rf "$1"; do sleep 0.1; done
`;

/** Where and with which environment a program runs. Default: this process's. */
export type TiedOptions = {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
};

/** Starts a program. */
export function startTied(command: readonly string[], options: TiedOptions = {}): TiedProcess {
	const log = openLog();
	const child = Bun.spawn(["sh", "-c", KEEPER, "keeper", ...command], {
		...options,
		stdin: "pipe",
		stdout: log,
		stderr: log,
	});
	// A test run must not wait for it.
	child.unref();
	let printed: string | undefined;
	const exited = child.exited.then(() => {
		printed = readLog(log);
		closeSync(log);
	});
	return {
		exited,
		output: () => printed ?? readLog(log),
		async end(signal) {
			child.stdin.write(`${signal}\n`);
			await child.stdin.flush();
			await exited;
		},
	};
}

/** Opens an unnamed file, not a pipe: a run would have to wait for the end of a pipe. */
function openLog(): number {
	const path = join(tmpdir(), crypto.randomUUID());
	const descriptor = openSync(path, "wx+");
	unlinkSync(path);
	return descriptor;
}

function readLog(descriptor: number): string {
	return readFileSync(`/proc/self/fd/${descriptor}`, "utf8");
}

/**
 * Makes a temporary folder, `widthwise-<name>-...`.
 *
 * @param isOnDisk for programs of Deno, which reads files below `/dev` only with all permissions, and a
 *   run's temporary files are in `/dev/shm`
 */
export async function makeTiedFolder(name: string, isOnDisk = false): Promise<TiedFolder> {
	const parent = isOnDisk && existsSync(DISK_FOLDER) ? DISK_FOLDER : tmpdir();
	const path = await mkdtemp(join(parent, `widthwise-${name}-`));
	const remover = Bun.spawn(["sh", "-c", REMOVER, "remover", path], {
		stdin: "pipe",
		stdout: "ignore",
		stderr: "ignore",
	});
	remover.unref();
	return {
		path,
		async remove() {
			await remover.stdin.end();
			await remover.exited;
		},
	};
}
