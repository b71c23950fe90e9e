import type { Catalogue, Selections } from "@widthwise/worker/catalogue";
import { Elysia, t } from "elysia";
import type { VNode } from "preact";
import { page, type Site } from "../frame/layout.tsx";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";
import { DESK_STYLE } from "./desk-style.ts";
import { formatSearch } from "./search-query.ts";
import { type SelectedPhotos, selectedPhotos } from "./selected-photos.ts";
import { findNamed, type SelectionPageProps } from "./selection-page.tsx";

/** What all pages about selected photos need. */
export type SelectionParts = {
	readonly catalogue: Pick<Catalogue, "find">;
	readonly selections: Pick<Selections, "ids">;
	readonly gate: Pick<OwnerGate, "requireOwner">;
	readonly site: Site;
};

type Form = Readonly<Record<string, string>>;

/** A page about selected photos, and what its forms do. */
export type SelectionRoute = {
	readonly path: string;
	/** The title before anything was changed. */
	readonly title: string;
	/**
	 * Does what the form asks for; resolves to how many photos were changed, to `null` if the form asks
	 * for nothing yet, or to another page.
	 */
	change(form: Form, selected: SelectedPhotos): Promise<number | null | Response>;
	/** Renders the page, after `changed` photos were changed. */
	render(props: SelectionPageProps & { readonly changed: number | null }): Promise<VNode>;
};

/**
 * Serves a page about selected photos by POST, because the address has no room for thousands of them. What
 * a form asks for is not done if the search finds another number of photos than the owner was asked about.
 *
 * @example
 * selectionRoute(parts, { path: "/desk/titles", title: "Set titles", change, render });
 */
export function selectionRoute(
	{ catalogue, selections, gate, site }: SelectionParts,
	{ path, title, change, render }: SelectionRoute,
): Elysia {
	const app = new Elysia({ detail: { hide: true } });
	app.post(
		path,
		async ({ request, server, body }) => {
			const selected = await selectedPhotos(body, selections);
			const { search, ids, askedAbout } = selected;
			if (ids.length === 0) return Response.redirect(formatSearch(search), 303);
			// Thousands of photos may take more than a minute.
			server?.timeout(request, 0);
			const changed = askedAbout === null ? await change(body, selected) : null;
			if (changed instanceof Response) return changed;
			const named = await findNamed(catalogue, ids);
			const frame = {
				title: changed === null ? title : "Saved",
				isOwner: true,
				site,
				styleSheets: [DESK_STYLE],
			};
			return page(frame, await render({ selected, named, changed }));
		},
		{ ...ownerForm(gate), body: t.Record(t.String(), t.String()) },
	);
	return app;
}
