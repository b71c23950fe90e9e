import { readSmallBody } from "../http/small-body.ts";
import type { OwnerGate } from "./gate.ts";

/**
 * Returns the parser for the owner's forms. It does not read the bodies of other requests.
 *
 * @example
 * app.post("/desk/again", handler, { ...ownerForm(gate), body: t.Object({ id: t.String() }) });
 */
export function ownerForm(gate: Pick<OwnerGate, "requireOwner">): {
	readonly parse: (context: { readonly request: Request }) => Promise<unknown>;
} {
	return {
		parse({ request }) {
			gate.requireOwner(request);
			return readSmallBody(request);
		},
	};
}
