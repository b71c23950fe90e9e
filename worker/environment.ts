/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads typed values and collects what is wrong with them, so that all is reported at once. */
export type EnvironmentReader = {
	/** One sentence a problem, in the order of reading. */
	readonly problems: readonly string[];
	/** A value's text; `undefined` where it is unset or empty. */
	text(name: string): string | undefined;
	/** A whole number within limits, both allowed. */
	integer(name: string, fallback: number, least: number, most: number): number;
	/** `true` or `false`, also `1` or `0`. */
	flag(name: string, fallback: boolean): boolean;
	/** An address with one of the protocols (`http:`), without a slash at its end. */
	url(name: string, protocols: readonly string[]): string | undefined;
	/** Notes a problem found elsewhere. */
	report(problem: string): void;
};

/**
 * A reader over an environment.
 *
 * @example
 * const reader = createEnvironmentReader({ PORT: "80O0" });
 * reader.integer("PORT", 3000, 0, 65535); // 3000
 * reader.problems; // ["PORT must be a whole number from 0 to 65535, got 80O0"]
 */
export function createEnvironmentReader(environment: Environment): EnvironmentReader {
	const problems: string[] = [];
	const text = (name: string): string | undefined => environment[name]?.trim() || undefined;
	return {
		problems,
		text,
		report: (problem) => problems.push(problem),
		integer(name, fallback, least, most) {
			const value = text(name);
			if (value === undefined) return fallback;
			const number = /^[0-9]{1,15}$/.test(value) ? Number(value) : Number.NaN;
			if (number >= least && number <= most) return number;
			problems.push(`${name} must be a whole number from ${least} to ${most}, got ${value}`);
			return fallback;
		},
		flag(name, fallback) {
			const value = text(name);
			if (value === undefined) return fallback;
			if (value === "true" || value === "1") return true;
			if (value === "false" || value === "0") return false;
			problems.push(`${name} must be true or false, got ${value}`);
			return fallback;
		},
		url(name, protocols) {
			const value = text(name);
			if (value === undefined) return undefined;
			const url = URL.parse(value);
			if (url && protocols.includes(url.protocol)) return value.replace(/\/+$/, "");
			const examples = protocols.map((protocol) => `${protocol}//...`).join(" or ");
			// The value may hold a password: it is not repeated.
			problems.push(`${name} must be an address like ${examples}`);
			return undefined;
		},
	};
}
