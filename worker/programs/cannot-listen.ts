import { WidthwiseError } from "widthwise";

/**
 * Describes why a program cannot listen. Names the cause: Bun says the code of the system's error, or
 * only that it failed.
 *
 * @param settings the names of the settings to change: `HOST and PORT`
 * @returns an error with the code `in-use` or `misconfigured`
 *
 * @example
 * throw cannotListen("localhost, port 80", "HOST and PORT", cause);
 */
export function cannotListen(place: string, settings: string, cause: unknown): WidthwiseError {
	const at = `Cannot listen on ${place}`;
	const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
	if (code === "EACCES" || code === "EPERM") {
		const fix = `ports below 1024 need a privilege: use a higher one in ${settings}, or a proxy`;
		return new WidthwiseError("misconfigured", `${at}: ${fix}`, { cause });
	}
	if (code === "EADDRINUSE") {
		const fix = `stop the program that uses it, or set ${settings}`;
		return new WidthwiseError("in-use", `${at}: ${fix}`, { cause });
	}
	const fix = `${settings} must name an address of this machine, and a free port`;
	return new WidthwiseError("misconfigured", `${at}: ${fix}`, { cause });
}
