import type { AttributeSchema, BlockSchema, ValueType } from "../schema/schema.ts";
import { isList, pack, UNKNOWN, unpack, type Value } from "./message-pack.ts";

type Values = { readonly [name: string]: Value };

/** Returns the value of an attribute that the provider computes. */
type Compute = (name: string, type: ValueType) => Value;

/**
 * Plans a resource: the proposed values, with computed attributes not known yet.
 *
 * @param proposed the values in MessagePack, as Terraform sends and expects them
 */
export function planResource(proposed: Uint8Array, schema: BlockSchema): Uint8Array {
	const values = unpack(proposed);
	return isValues(values) ? pack(completeBlock(values, schema, () => UNKNOWN)) : proposed;
}

/**
 * Reads a data source: the configured values, with computed attributes from `dataValues`, or `null`.
 *
 * @param config the values in MessagePack
 * @param dataValues by attribute
 */
export function readDataSource(
	config: Uint8Array,
	schema: BlockSchema,
	dataValues: Values,
): Uint8Array {
	const values = unpack(config);
	if (!isValues(values)) throw new Error("The data source has no configuration");
	return pack(completeBlock(values, schema, (name) => dataValues[name] ?? null));
}

/**
 * Applies a resource: the planned values, with invented computed attributes of the right type.
 *
 * @param plan the values in MessagePack
 */
export function applyResource(plan: Uint8Array, schema: BlockSchema): Uint8Array {
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

function completeBlock(values: Values, schema: BlockSchema, compute: Compute): Values {
	const blocks = Object.entries(schema.blocks).map(([name, block]) => [
		name,
		each(values[name], (inner) => completeBlock(inner, block, compute)),
	]);
	return {
		...completeAttributes(values, schema.attributes, compute),
		...Object.fromEntries(blocks),
	};
}

function completeAttributes(
	values: Values,
	attributes: Readonly<Record<string, AttributeSchema>>,
	compute: Compute,
): Values {
	const complete: Record<string, Value> = {};
	for (const [name, { type, use }] of Object.entries(attributes)) {
		const isUnset = values[name] === UNKNOWN || (values[name] ?? null) === null;
		const isComputed = isUnset && use.endsWith("computed");
		complete[name] = isComputed ? compute(name, type) : completeValue(values[name], type, compute);
	}
	return complete;
}

function completeValue(value: Value | undefined, type: ValueType, compute: Compute): Value {
	const inner = Array.isArray(type) ? type[1] : type;
	if (typeof inner === "string" || !("object" in inner)) return value ?? null;
	return each(value, (object) => completeAttributes(object, inner.object, compute));
}

function each(value: Value | undefined, complete: (object: Values) => Values): Value {
	if (value === undefined) return null;
	if (isList(value)) return value.map((item) => each(item, complete));
	return isValues(value) ? complete(value) : value;
}

function isValues(value: Value): value is Values {
	return typeof value === "object" && value !== null && !isList(value);
}
