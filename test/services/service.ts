/** A real server for tests, on 127.0.0.1, in a temporary folder; it ends with the test run, however that ends. */
export type Service = AsyncDisposable & {
	/** Its address, the same after every start. */
	readonly url: string;
	/** Starts it again, unless it runs, with the data it had; resolves when it answers. */
	start(): Promise<void>;
	/** Ends it in good order; it keeps its data. */
	stop(): Promise<void>;
	/** kill -9; it keeps what it had on the disk. */
	kill(): Promise<void>;
	/** Stops it, if it runs, and starts it again. */
	restart(): Promise<void>;
	/** Empties it while it runs. */
	wipe(): Promise<void>;
	/** Ends it for good and removes its folder. */
	remove(): Promise<void>;
};
