/** The threads of a pool now. */
export type PoolState = {
	/** Threads that run or start. */
	readonly threads: number;
	/** Threads with a job. */
	readonly busy: number;
	/** Threads at most. */
	readonly size: number;
	/** Jobs that wait for a thread. */
	readonly waiting: number;
};
