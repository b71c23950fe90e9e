import type { Pipeline } from "@widthwise/worker/pipeline.ts";
import type { Delivery } from "widthwise";
import type { ServerConfig } from "./config.ts";
import type { Metrics } from "./metrics.ts";
import type { OwnerGate } from "./owner.ts";

/** What the routes work with. */
export type Services = {
	readonly config: ServerConfig;
	readonly pipeline: Pipeline;
	readonly delivery: Delivery;
	readonly gate: OwnerGate;
	readonly metrics: Metrics;
	/** Aborted when the server stops: ends the answers that would never end by themselves. */
	readonly closing: AbortSignal;
	/** Told of errors that are not the visitor's. */
	readonly onError: (error: unknown) => void;
};
