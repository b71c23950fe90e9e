/** How the function ended for one photo: a line of its log. */
export type PhotoReport = {
	readonly photoId: string;
	/**
	 * `refused`: the photo cannot be published, as its verdict says. `deleted`: there is no original, or the
	 * photo is in the trash.
	 * `failed`: there is no verdict, and the event is tried again.
	 */
	readonly outcome: "published" | "refused" | "deleted" | "failed";
	readonly milliseconds: number;
	/** Why it was not published; see {@link describeCauses}. */
	readonly cause?: string;
};

/** An error has few causes; a cycle of them has no end. */
const MAX_CAUSES = 8;

/**
 * Describes an error and its causes in one line. Lambda's runtime logs only an error's own enumerable
 * properties, and neither `cause` nor an `AggregateError`'s `errors` is one.
 *
 * @example
 * describeCauses(new Error("It failed", { cause: new RangeError("too far") }));
 * // "Error: It failed; caused by RangeError: too far"
 */
export function describeCauses(error: unknown): string {
	const causes: string[] = [];
	let next = error;
	while (next !== undefined && next !== null && causes.length < MAX_CAUSES) {
		causes.push(describe(next));
		next = next instanceof Error ? next.cause : undefined;
	}
	return causes.join("; caused by ");
}

function describe(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const code: unknown = Reflect.get(error, "code");
	const name = typeof code === "string" ? `${error.name} (${code})` : error.name;
	const errors = error instanceof AggregateError ? error.errors : [];
	const all = errors.length === 0 ? "" : ` [${errors.map(describeCauses).join("], [")}]`;
	return `${name}: ${error.message}${all}`;
}
