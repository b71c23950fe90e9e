import type { AttributeSchema, BlockSchema, ValueType } from "../schema/schema.ts";
import { isList, pack, UNKNOWN, unpack, type Value } from "./message-pack.ts";

type Values = { readonly [name: string]: Value };

/** What is said for an attribute that only the provider can say. */
type Say = (name: string, type: ValueType) => Value;

/**
 * What a resource is planned to be: as proposed, and what only the provider can say is not known yet.
 *
 * @param proposed the values in MessagePack, as Terraform sends and expects them
 */
export function planned(proposed: Uint8Array, schema: BlockSchema): Uint8Array {
	const values = unpack(proposed);
	return isValues(values) ? pack(completeBlock(values, schema, () => UNKNOWN)) : proposed;
}

/**
 * What a data source is read as: what only the provider can say is taken from `facts`, `null` where
 * they say nothing.
 *
 * @param config the values in MessagePack
 */
export function read(config: Uint8Array, schema: BlockSchema, facts: Values): Uint8Array {
	const values = unpack(config);
	if (!isValues(values)) throw new Error("A data source without a configuration");
	return pack(completeBlock(values, schema, (name) => facts[name] ?? null));
}

/**
 * What a resource is once it was made: as planned, and something of the right type where only the
 * provider can say.
 */
export function made(plan: Uint8Array, schema: BlockSchema): Uint8Array {
	const values = unpack(plan);
	return isValues(values) ? pack(completeBlock(values, schema, invented)) : plan;
}

function invented(name: string, type: ValueType): Value {
	if (type === "number") return 1;
	if (type === "bool") return false;
	if (type === "any") return null;
	if (typeof type === "string") return `made-${name.replaceAll("_", "-")}`;
	if ("object" in type) return completeAttributes({}, type.object, invented);
	const [kind, inner] = type;
	if (kind === "map") return {};
	return typeof inner === "object" && "object" in inner ? [invented(name, inner)] : [];
}

function completeBlock(values: Values, schema: BlockSchema, say: Say): Values {
	const blocks = Object.entries(schema.blocks).map(([name, block]) => [
		name,
		each(values[name], (inner) => completeBlock(inner, block, say)),
	]);
	return {
		...completeAttributes(values, schema.attributes, say),
		...Object.fromEntries(blocks),
	};
}

function completeAttributes(
	values: Values,
	attributes: Readonly<Record<string, AttributeSchema>>,
	say: Say,
): Values {
	const complete: Record<string, Value> = {};
	for (const [name, { type, use }] of Object.entries(attributes)) {
		const isOpen = values[name] === UNKNOWN || (values[name] ?? null) === null;
		const isOurs = isOpen && use.endsWith("computed");
		complete[name] = isOurs ? say(name, type) : completeValue(values[name], type, say);
	}
	return complete;
}

function completeValue(value: Value | undefined, type: ValueType, say: Say): Value {
	const inner = Array.isArray(type) ? type[1] : type;
	if (typeof inner === "string" || !("object" in inner)) return value ?? null;
	return each(value, (object) => completeAttributes(object, inner.object, say));
}

function each(value: Value | undefined, complete: (object: Values) => Values): Value {
	if (value === undefined) return null;
	if (isList(value)) return value.map((item) => each(item, complete));
	return isValues(value) ? complete(value) : value;
}

function isValues(value: Value): value is Values {
	return typeof value === "object" && value !== null && !isList(value);
}
