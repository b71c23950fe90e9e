import { WidthwiseError } from "../../errors.ts";
import { CANNOT_START } from "./cannot-start.ts";

/**
 * Makes the error of a job that has had its time.
 *
 * @example
 * throw tookTooLong(); // engine-timeout
 */
export function tookTooLong(): WidthwiseError {
	return new WidthwiseError(
		"engine-timeout",
		"The photo took too long to process: try again, or export it smaller",
	);
}

/**
 * Makes the error of a job whose thread has ended.
 *
 * @example
 * throw crashed(cause); // engine-failed
 */
export function crashed(cause?: unknown): WidthwiseError {
	return new WidthwiseError(
		"engine-failed",
		"The photo could not be processed: try again, or use another copy of it",
		{ cause },
	);
}

/**
 * Makes the error of a job for which no thread can start.
 *
 * @example
 * throw cannotStart(cause); // engine-unavailable
 */
export function cannotStart(cause?: unknown): WidthwiseError {
	return unavailable(CANNOT_START, cause);
}

/**
 * Makes the error of a job whose thread says why it cannot start.
 *
 * @example
 * throw unavailable("It needs a package", cause); // engine-unavailable
 */
export function unavailable(message: string, cause: unknown): WidthwiseError {
	return new WidthwiseError("engine-unavailable", message, { cause });
}

/**
 * Makes the error of a job whose pool is closed.
 *
 * @example
 * throw wasClosed(); // engine-failed
 */
export function wasClosed(): WidthwiseError {
	return new WidthwiseError("engine-failed", "Image processing was shut down: try again later");
}
