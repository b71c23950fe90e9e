/**
 * How far the threads of a process make way for its main thread, which answers requests, and for each
 * other (`setpriority(2)`): hits before cuts, cuts before photos that are published, these before sets of
 * variants. Under full load each still gets a tenth of a processor: photos must not time out.
 */
export const NICENESS = {
	cut: 2,
	cutAvif: 4,
	publish: 5,
	/** Bun's pool, which cuts what we encoded ourselves, and reads files. */
	pool: 5,
	background: 10,
} as const;
