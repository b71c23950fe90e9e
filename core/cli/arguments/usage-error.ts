/** The command line is wrong. Its message says what is allowed; the program ends with exit code 2. */
export class UsageError extends Error {
	constructor(message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "UsageError";
	}
}
