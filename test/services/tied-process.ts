import { closeSync, openSync, readFileSync, unlinkSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program whose life is tied to ours: when this process ends, even by kill -9, so does it. */
export type TiedProcess = {
	/** Sends it a signal and waits until it is gone. */
	end(signal: "TERM" | "INT" | "KILL"): Promise<void>;
	/** Resolves when it is gone. */
	readonly exited: Promise<unknown>;
	/** What it has printed up to now, complaints included. */
	output(): string;
};

/** A folder whose life is tied to ours. */
export type TiedFolder = { readonly path: string; remove(): Promise<void> };

/**
 * The program's parent, which reads signals for it from its standard input. That input ends when we do:
 * a closed pipe is the one message that no death can hold back.
 */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- & child=$!
trap 'kill -s KILL "$child"' TERM INT HUP
{ while read -r signal; do kill -s "$signal" "$child"; done; kill -s KILL "$child"; } <&3 & reader=$!
wait "$child"
kill -s KILL "$reader"
`;

/** Tries again, because a program that is just dying may still write. */
const REMOVER = `
trap : TERM INT HUP
read -r _
until rm -rf "$1"; do sleep 0.1; done
`;

/** Starts a program with our environment. */
export function startTied(command: readonly string[]): TiedProcess {
	const log = openLog();
	const child = Bun.spawn(["sh", "-c", KEEPER, "keeper", ...command], {
		stdin: "pipe",
		stdout: log,
		stderr: log,
	});
	// It must not keep a test run from ending.
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

/** A file without a name, gone with the last who has it open: a pipe would keep us waiting for its end. */
function openLog(): number {
	const path = join(tmpdir(), crypto.randomUUID());
	const descriptor = openSync(path, "wx+");
	unlinkSync(path);
	return descriptor;
}

function readLog(descriptor: number): string {
	return readFileSync(`/proc/self/fd/${descriptor}`, "utf8");
}

/** Makes a temporary folder, `widthwise-<name>-...`. */
export async function makeTiedFolder(name: string): Promise<TiedFolder> {
	const path = await mkdtemp(join(tmpdir(), `widthwise-${name}-`));
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
