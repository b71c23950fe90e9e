import { within } from "../../patience.ts";
import { type CliOptions, spawnCli } from "./command-line.ts";

/** A program that runs until it is ended; `await using` kills it. */
export type RunningCli = AsyncDisposable & {
	/** Waits for a line; resolves to its match. */
	line(pattern: RegExp): Promise<RegExpExecArray>;
	/** Sends a signal; resolves to the exit code. */
	end(signal: "SIGTERM" | "SIGINT"): Promise<number>;
};

/** Starts `widthwise` from the source. */
export function startCli(words: readonly string[], options: CliOptions = {}): RunningCli {
	const child = spawnCli(words, options);
	const output = child.stdout.pipeThrough(new TextDecoderStream());
	const reader = output.getReader();
	let text = "";
	const find = async (pattern: RegExp): Promise<RegExpExecArray> => {
		while (true) {
			const match = pattern.exec(text);
			if (match) return match;
			const { done, value } = await reader.read();
			if (done)
				throw new Error(`The program ended: ${text}${await new Response(child.stderr).text()}`);
			text += value;
		}
	};
	return {
		line: (pattern) => within(`a line of the program: ${pattern}`, find(pattern)),
		async end(signal) {
			child.kill(signal);
			return within("the end of the program", child.exited);
		},
		[Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
	};
}
