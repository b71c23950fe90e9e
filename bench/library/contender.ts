/** The picture that all contenders make. */
export type Job = {
	/** Path of the photo. */
	readonly source: string;
	/** Path for the picture. */
	readonly output: string;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	readonly format: "webp";
	readonly quality: number;
};

/** What is compared: a library on its runtime. */
export type Contender = {
	readonly name: string;
	/** Bytes of its packages and of all that they need; `null` if there is nothing to install. */
	readonly installedBytes: number | null;
	/** Whether its first picture includes the start: a browser is running before a page loads. */
	readonly countsStart: boolean;
	/** Starts its runtime. */
	start(): Promise<Started>;
};

/** A contender in a process of its own. Disposing ends it. */
export type Started = AsyncDisposable & {
	/** Makes the picture; resolves to its bytes and the milliseconds of rendering alone. */
	render(job: Job): Promise<{ readonly bytes: number; readonly milliseconds: number }>;
	/** The process's peak memory so far, in bytes. */
	peakMemory(): number;
};
