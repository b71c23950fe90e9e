import { within } from "../patience.ts";

/** A program in a process of its own that prints lines; it is killed when it is disposed of. */
export type TestProcess = AsyncDisposable & {
	readonly pid: number;
	/** Writes a line to its standard input. */
	send(line: string): void;
	/** The next line that it prints; `null` after the last. */
	nextLine(): Promise<string | null>;
	/** All remaining lines; resolves when its output ends. */
	restOfLines(): Promise<readonly string[]>;
	/** Kills it with -9; resolves when it has ended. */
	kill(): Promise<void>;
};

/** Runs a TypeScript file in a new process; its standard error goes to ours. */
export function startProcess(path: string, ...parameters: readonly string[]): TestProcess {
	const child = Bun.spawn([process.execPath, path, ...parameters], {
		stdin: "pipe",
		stdout: "pipe",
		stderr: "inherit",
	});
	const lines = linesOf(child.stdout);
	const kill = async (): Promise<void> => {
		child.kill("SIGKILL");
		await within(`the end of ${path}`, child.exited);
	};
	return {
		pid: child.pid,
		send(line) {
			child.stdin.write(`${line}\n`);
			child.stdin.flush();
		},
		async nextLine() {
			const { value, done } = await within(`a line of ${path}`, lines.next());
			return done ? null : value;
		},
		restOfLines: () => within(`the last line of ${path}`, Array.fromAsync(lines)),
		kill,
		[Symbol.asyncDispose]: kill,
	};
}

/** Yields complete lines only: the last one may be cut off by the end. */
async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
	let text = "";
	const decoder = new TextDecoder();
	for await (const chunk of stream) {
		const pieces = (text + decoder.decode(chunk, { stream: true })).split("\n");
		text = pieces.pop() ?? "";
		yield* pieces;
	}
}
