/** What a visitor sends, nothing of it decoded. */
export type ViewerRequest = {
	readonly method: string;
	/** `/media/<id>/<name>` */
	readonly path: string;
	/** Without its `?`; `undefined` where there is no `?`. */
	readonly query: string | undefined;
	/** Names and values in the order sent, repetitions too. */
	readonly headers: readonly (readonly [name: string, value: string])[];
};

/** An answer on its way to a visitor. */
export type Answer = {
	readonly status: number;
	/** By lower-case names. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
};
