import { within } from "../patience.ts";

/** A program that runs in a process of its own and prints lines; it is killed when it is disposed of. */
export type TestProcess = AsyncDisposable & {
	readonly pid: number;
	/** Writes a line to its standard input. */
	tell(line: string): void;
	/** The next line it prints; `null` after the last. */
	nextLine(): Promise<string | null>;
	/** Every line that is still to come, after its end. */
	restOfLines(): Promise<readonly string[]>;
	/** kill -9; resolves when it is gone. */
	kill(): Promise<void>;
};

/** Starts a TypeScript file in a new process; its complaints go to ours. */
export function startProcess(path: string, ...parameters: readonly string[]): TestProcess {
	const child = Bun.spawn([process.execPath, path, ...parameters], {
		stdin: "pipe",
		stdout: "pipe",
		stderr: "inherit",
	});
	const lines = linesOf(child.stdout);
	const kill = async (): Promise<void> => {
		child.kill("SIGKILL");
		await within(`${path} is gone`, child.exited);
	};
	return {
		pid: child.pid,
		tell(line) {
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

/** Whole lines only: the last one may have been cut off by the end. */
async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
	let text = "";
	const decoder = new TextDecoder();
	for await (const chunk of stream) {
		const pieces = (text + decoder.decode(chunk, { stream: true })).split("\n");
		text = pieces.pop() ?? "";
		yield* pieces;
	}
}
