import type { WriteStream } from "node:tty";
import { createColours } from "./colours.ts";
import { createProgressBar, SILENT } from "./progress.ts";
import type { CliSettings, Terminal } from "./terminal.ts";

/** The columns of a terminal that does not say how many it has. */
const COLUMNS = 80;

type Stream = Pick<WriteStream, "write" | "columns"> & { readonly isTTY?: boolean };

/**
 * Makes the terminal of this process.
 *
 * @param signal aborted when the program is asked to end
 *
 * @example
 * const settings = { ownerToken: null, colours: null };
 * const terminal = createNodeTerminal(settings, new AbortController().signal);
 * terminal.print("Hello");
 */
export function createNodeTerminal(settings: CliSettings, signal: AbortSignal): Terminal {
	const { stdin, stdout, stderr } = process;
	const progress = stderr.isTTY === true ? barOn(stderr) : SILENT;
	return {
		settings,
		print(line) {
			progress.clear();
			stdout.write(`${line}\n`);
		},
		warn(line) {
			progress.clear();
			stderr.write(`${line}\n`);
		},
		writeBytes: (bytes) =>
			new Promise((resolve, reject) => {
				stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
			}),
		async readBytes() {
			const chunks: Uint8Array[] = [];
			for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
			return new Uint8Array(Buffer.concat(chunks));
		},
		isInteractive: stdout.isTTY === true,
		colours: createColours(settings.colours ?? stdout.isTTY === true),
		warningColours: createColours(settings.colours ?? stderr.isTTY === true),
		progress,
		async openEngine(threads) {
			// It takes long to load, and most commands do not need it.
			const { createVipsEngine } = await import("../../engines/vips/vips.ts");
			return createVipsEngine({ threads });
		},
		signal,
	};
}

function barOn(stream: Stream) {
	return createProgressBar({
		write: (text) => stream.write(text),
		columns: () => stream.columns || COLUMNS,
		now: () => performance.now(),
	});
}
