/** A visitor's request, not decoded. */
export type ViewerRequest = {
	readonly method: string;
	/** `/media/<id>/<name>` */
	readonly path: string;
	/** Without its `?`; `undefined` if there is no `?`. */
	readonly query: string | undefined;
	/** Names and values in the order sent, including repetitions. */
	readonly headers: readonly (readonly [name: string, value: string])[];
};

/** A response from the origin or to a visitor. */
export type HttpResponse = {
	readonly status: number;
	/** By lower-case name. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
};
