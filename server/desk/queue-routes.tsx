import type { Catalogue, VariantSets } from "@widthwise/worker/catalogue";
import type { PhotoQueue } from "@widthwise/worker/queue";
import { Elysia } from "elysia";
import { within } from "widthwise/internal";
import { scriptRoutes } from "../frame/asset-routes.ts";
import type { BrowserScripts } from "../frame/browser-scripts.ts";
import { page, type Site } from "../frame/layout.tsx";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";
import { redirectVisitors } from "../sign-in/redirect-to-sign-in.ts";
import { DESK_STYLE } from "./desk-style.ts";
import { QueuePage, type QueuePageProps } from "./queue-page.tsx";

const MAX_UNFINISHED = 100;
const MAX_FAILURES = 50;

/** A page waits this long for the server of the queue, in milliseconds. */
const MAX_WAIT_MS = 2000;

const SCRIPT = { name: "queue", entry: new URL("./browser/queue.ts", import.meta.url) };

/** Serves `/admin/queue`: which photos wait, are being published, or have failed. */
export function queueRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "counts" | "failed" | "progress" | "unfinishedPhotos">;
	readonly queue: Pick<PhotoQueue, "isPaused" | "resume" | "retrying">;
	readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner">;
	readonly site: Site;
	readonly scripts: BrowserScripts;
	/** The sets of variants that photos get. */
	readonly variantSets: VariantSets;
}): Elysia {
	const { catalogue, queue, gate, site, scripts, variantSets } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.use(scriptRoutes(scripts, SCRIPT));
	app.onBeforeHandle(redirectVisitors(gate));

	/** The photos are known from the catalogue, even if the queue's server is away. */
	async function queueState(): Promise<Pick<QueuePageProps, "isPaused" | "retrying">> {
		const asked = Promise.all([queue.isPaused(), queue.retrying(MAX_UNFINISHED)]);
		const answer = await within(MAX_WAIT_MS, asked, () => null).catch(() => null);
		const [isPaused, retrying] = answer ?? [null, []];
		return { isPaused, retrying };
	}

	app.get("/admin/queue", async () => {
		const [unfinished, failed, counts, progress, state, script] = await Promise.all([
			catalogue.unfinishedPhotos(MAX_UNFINISHED),
			catalogue.failed(MAX_FAILURES),
			catalogue.counts(),
			catalogue.progress(variantSets),
			queueState(),
			scripts.bundle(SCRIPT),
		]);
		const props = { unfinished, failed, counts, progress, ...state };
		const styleSheets = [DESK_STYLE];
		const frame = { title: "Queue", isOwner: true, site, styleSheets, scripts: [script] };
		return page(frame, <QueuePage {...props} />);
	});
	app.post(
		"/admin/queue/resume",
		async () => {
			await queue.resume();
			return Response.redirect("/admin/queue", 303);
		},
		ownerForm(gate),
	);
	return app;
}
