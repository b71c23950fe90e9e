import { readSmallBody } from "../http/small-body.ts";
import type { OwnerGate } from "./gate.ts";

/**
 * How the owner's forms are read: a stranger's body is not looked at, nor another site's.
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
