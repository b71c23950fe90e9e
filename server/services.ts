import type { NeedsCollector } from "@widthwise/worker/needs/collector.ts";
import type { Pipeline } from "@widthwise/worker/pipeline.ts";
import type { Delivery } from "widthwise";
import type { BrowserScripts } from "./browser-scripts.ts";
import type { ServerConfig } from "./config.ts";
import type { Metrics } from "./metrics.ts";
import type { OwnerGate } from "./owner/gate.ts";
import type { OwnerPassword } from "./owner/password.ts";
import type { Sessions } from "./owner/sessions.ts";
import type { ResumableUploads } from "./resumable/uploads.ts";

/** What the routes work with. */
export type Services = {
	readonly config: ServerConfig;
	readonly pipeline: Pipeline;
	readonly delivery: Delivery;
	readonly gate: OwnerGate;
	readonly sessions: Sessions;
	readonly password: OwnerPassword;
	readonly metrics: Metrics;
	readonly needsCollector: NeedsCollector;
	readonly uploads: ResumableUploads;
	readonly scripts: BrowserScripts;
	/** Aborted when the server stops: ends the answers that would never end by themselves. */
	readonly closing: AbortSignal;
	/** Told of errors that are not the visitor's. */
	readonly onError: (error: unknown) => void;
};
