import { WidthwiseError } from "widthwise";
import { withoutSecrets } from "./without-secrets.ts";

/** Something thrown, as the log writes it. */
export type DescribedError = {
	readonly message: string;
	/** Ours, or the system's or the database's, such as `ECONNREFUSED`. */
	readonly code?: string;
	/** Only of errors that nobody expected. */
	readonly stack?: string;
	readonly cause?: DescribedError;
};

/** Longer chains are loops or noise. */
const MAX_CAUSES = 4;

/** Drizzle appends the values of a query, which may be anybody's data. */
const QUERY_VALUES = "\nparams: ";

/**
 * Describes something thrown. Leaves out whatever may contain secrets: fields of libraries' errors, the
 * values of a query, credentials in texts.
 *
 * @example
 * describeError(new WidthwiseError("not-found", "No such photo"));
 * // { message: "No such photo", code: "not-found" }
 */
export function describeError(error: unknown, depth = 0): DescribedError {
	if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) };
	const [text = ""] = error.message.split(QUERY_VALUES);
	const cause = error instanceof AggregateError ? error.errors[0] : error.cause;
	const hasCause = cause !== undefined && cause !== null && depth < MAX_CAUSES;
	return {
		message: withoutSecrets(text) || error.name,
		...("code" in error && typeof error.code === "string" && { code: error.code }),
		...(!(error instanceof WidthwiseError) && { stack: stackOf(error) }),
		...(hasCause && { cause: describeError(cause, depth + 1) }),
	};
}

/** The frames alone: a stack begins with the message. */
function stackOf({ stack = "" }: Error): string {
	return stack
		.split("\n")
		.filter((line) => line.startsWith("    at "))
		.map((line) => line.trim())
		.join("\n");
}
