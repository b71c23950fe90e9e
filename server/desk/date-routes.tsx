import type { Catalogue } from "@widthwise/worker/catalogue";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { page, type Site } from "../frame/layout.tsx";
import { parseTakenAt, shiftTakenAt } from "../photos/taken-at.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";
import { DatePage } from "./date-page.tsx";
import { DESK_STYLE } from "./desk-style.ts";
import { selectedPhotos } from "./selected-photos.ts";

/** A camera's clock may have been set to another year. */
const MAX_HOURS = 1_000_000;

/**
 * Serves `POST /desk/dates`: asks how to change the dates of the selected photos, then sets all to one
 * date, or moves each by hours.
 */
export function dateRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "find" | "edit">;
	readonly gate: Pick<OwnerGate, "requireOwner">;
	readonly site: Site;
}): Elysia {
	const { catalogue, gate, site } = parts;
	const app = new Elysia({ detail: { hide: true } });

	async function findAll(ids: readonly string[]) {
		const found = await Promise.all(ids.map((id) => catalogue.find(id)));
		return found.filter((photo) => photo !== null);
	}

	async function setDates(ids: readonly string[], date: string): Promise<void> {
		const takenAt = parseTakenAt(date);
		for (const id of ids) await catalogue.edit(id, { takenAt });
	}

	/** Photos without a time of day stay as they are. */
	async function shiftDates(ids: readonly string[], hours: number): Promise<void> {
		for (const { id, takenAt } of await findAll(ids)) {
			const moved = shiftTakenAt(takenAt, hours);
			if (moved !== null) await catalogue.edit(id, { takenAt: moved });
		}
	}

	app.post(
		"/desk/dates",
		async ({ body }) => {
			const ids = selectedPhotos(body);
			if (body.change === "set") await setDates(ids, body.takenAt ?? "");
			if (body.change === "shift") await shiftDates(ids, parseHours(body.hours ?? ""));
			const photos = await findAll(ids);
			if (photos.length === 0) return Response.redirect("/desk", 303);
			const isChanged = body.change !== undefined;
			const title = isChanged ? "Saved" : "Change dates";
			const frame = { title, isOwner: true, site, styleSheets: [DESK_STYLE] };
			return page(frame, <DatePage photos={photos} isChanged={isChanged} />);
		},
		{ ...ownerForm(gate), body: t.Record(t.String(), t.String()) },
	);
	return app;
}

function parseHours(text: string): number {
	const hours = /^[-+−]?\d{1,7}(?:[.,]\d{1,4})?$/.test(text.trim())
		? Number(text.trim().replace("−", "-").replace(",", "."))
		: Number.NaN;
	if (Math.abs(hours) <= MAX_HOURS) return hours;
	throw new WidthwiseError(
		"bad-request",
		`Cannot read the hours: write a number such as 1, -2 or 5.5, up to ${MAX_HOURS}`,
	);
}
