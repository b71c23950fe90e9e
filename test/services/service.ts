/** A real server for tests, on 127.0.0.1, in a temporary folder; it always ends with the test run. */
export type Service = AsyncDisposable & {
	/** Its address, the same after every start. */
	readonly url: string;
	/** Starts it again with its data, unless it is running; resolves when it answers. */
	start(): Promise<void>;
	/** Shuts it down; it keeps its data. */
	stop(): Promise<void>;
	/** Kills it with -9; it keeps what is on the disk. */
	kill(): Promise<void>;
	/** Stops it, if it is running, and starts it again. */
	restart(): Promise<void>;
	/** Deletes all its data while it is running. */
	wipe(): Promise<void>;
	/** Ends it and deletes its folder. */
	remove(): Promise<void>;
};
