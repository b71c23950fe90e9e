import type { FunctionField, FunctionFields, FunctionRequest } from "./event.ts";

/**
 * Returns the query as sent, without its `?`. If the runtime does not provide it (older test events),
 * it is rebuilt from its parts. Only the order of different names is lost, which has no effect.
 *
 * @example
 * rawQuery(event.request); // "width=400&dpr=2"
 */
export function rawQuery(request: FunctionRequest): string {
	if (typeof request.rawQueryString === "function") return request.rawQueryString() || "";
	const pairs: string[] = [];
	const names = Object.keys(request.querystring);
	for (let i = 0; i < names.length; i++) {
		const name = names[i] || "";
		const values = fieldValues(request.querystring, name);
		for (let j = 0; j < values.length; j++) pairs.push(`${name}=${values[j]}`);
	}
	return pairs.join("&");
}

/**
 * Returns a header's value, with repetitions joined as in RFC 9110, 5.3; an empty string if it is
 * absent.
 *
 * @param name lower-case
 *
 * @example
 * headerValue(event.request, "accept"); // "image/webp,*\/*"
 */
export function headerValue(request: FunctionRequest, name: string): string {
	return fieldValues(request.headers, name).join(", ");
}

function fieldValues(fields: FunctionFields, name: string): string[] {
	// Not `name in fields`: a parameter may be named `constructor`.
	if (Object.keys(fields).indexOf(name) < 0) return [];
	const field: FunctionField | undefined = fields[name];
	if (!field) return [];
	if (!field.multiValue) return [field.value];
	return field.multiValue.map(function plain(one) {
		return one.value;
	});
}
