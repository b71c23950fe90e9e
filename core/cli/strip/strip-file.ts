import { lstat, stat } from "node:fs/promises";
import { WidthwiseError } from "../../errors.ts";
import { strip } from "../../privacy/strip.ts";
import { verify } from "../../privacy/verify.ts";
import type { Terminal } from "../console/terminal.ts";
import { type Input, readInput, STANDARD_STREAM } from "../files/inputs.ts";
import { writeWhole } from "../files/write-file.ts";
import { type Keepable, keptIn } from "./keep.ts";

/** A stripped photo. */
export type Stripped = {
	/** The path that was written; `null` if the file was clean already and stayed as it was. */
	readonly output: string | null;
	/** The bytes of metadata that are gone. */
	readonly removedBytes: number;
};

/** How photos are stripped. */
export type StripRules = {
	readonly keep: readonly Keepable[];
	/** The path for an input's stripped copy; the input's own path: in place; `-`: standard output. */
	outputOf(input: Input): string;
	/** Whether a file that is there already is replaced. */
	readonly overwrites: boolean;
};

/**
 * Strips one photo, verifies it and writes it.
 *
 * @throws {WidthwiseError} `metadata-left` if something private is left; the file is not written then.
 *   Also as `strip`
 *
 * @example
 * const rules = { keep: [], outputOf: ({ name }) => `clean/${name}`, overwrites: false };
 * await stripFile({ path: "a.jpg", name: "a.jpg" }, rules, terminal);
 */
export async function stripFile(
	input: Input,
	rules: StripRules,
	terminal: Terminal,
): Promise<Stripped> {
	const output = rules.outputOf(input);
	const isInPlace = output === input.path && output !== STANDARD_STREAM;
	if (isInPlace) await checkNoLink(input.path);
	const bytes = await readInput(input, terminal);
	const kept = await keptIn(bytes, rules.keep);
	const stripped = await strip(bytes, kept);
	const left = await verify(stripped, kept);
	if (left.length > 0) {
		throw new WidthwiseError("metadata-left", `still there after stripping: ${left.join(", ")}`);
	}
	const removedBytes = bytes.length - stripped.length;
	if (output === STANDARD_STREAM) await terminal.writeBytes(stripped);
	else if (isInPlace && isEqual(bytes, stripped)) return { output: null, removedBytes };
	else {
		const mode = input.path === STANDARD_STREAM ? null : (await stat(input.path)).mode;
		await writeWhole(output, stripped, { mode, overwrites: isInPlace || rules.overwrites });
	}
	return { output, removedBytes };
}

/** Replacing a link would leave the file behind it as it is; the file was not named. */
async function checkNoLink(path: string): Promise<void> {
	if (!(await lstat(path)).isSymbolicLink()) return;
	const message = "it is a symbolic link: name the file that it leads to";
	throw new WidthwiseError("bad-request", message);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
