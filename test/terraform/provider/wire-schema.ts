import {
	type AttributeSchema,
	type BlockSchema,
	isCollection,
	type NestedBlockSchema,
	type ProviderSchema,
	type ValueType,
} from "../schema/schema.ts";
import { type Field, writeMessage } from "./protobuf.ts";

/** `NestingMode` of the protocol. */
const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;

/**
 * Writes a provider's schema as the response to `GetProviderSchema`.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol (version 6)
 */
export function writeProviderSchema(schema: ProviderSchema): Uint8Array {
	const region = { region: { type: "string", use: "optional" } } as const;
	return writeMessage([
		[1, writeSchema({ attributes: region, blocks: {} })],
		...writeMap(2, schema.resources),
		...writeMap(3, schema.data),
	]);
}

function writeMap(tag: number, types: Readonly<Record<string, BlockSchema>>): readonly Field[] {
	return Object.entries(types).map(([name, schema]) => [
		tag,
		writeMessage([
			[1, name],
			[2, writeSchema(schema)],
		]),
	]);
}

function writeSchema(schema: BlockSchema): Uint8Array {
	return writeMessage([[2, writeBlock(schema)]]);
}

function writeBlock({ attributes, blocks }: BlockSchema): Uint8Array {
	return writeMessage([
		...writeAttributes(2, attributes),
		...Object.entries(blocks).map(([name, block]): Field => [3, writeNestedBlock(name, block)]),
	]);
}

/** A block that may occur once is a list of at most one item, as in the provider's own schema. */
function writeNestedBlock(name: string, block: NestedBlockSchema): Uint8Array {
	return writeMessage([
		[1, name],
		[2, writeBlock(block)],
		[3, block.nesting === "set" ? NESTING.set : NESTING.list],
		[4, block.isRequired],
		[5, block.nesting === "single"],
	]);
}

function writeAttributes(
	tag: number,
	attributes: Readonly<Record<string, AttributeSchema>>,
): readonly Field[] {
	return Object.entries(attributes).map(([name, attribute]) => [
		tag,
		writeAttribute(name, attribute),
	]);
}

function writeAttribute(name: string, { type, use }: AttributeSchema): Uint8Array {
	const nested = nestedObject(type);
	return writeMessage([
		[1, name],
		nested ? [10, nested] : [2, JSON.stringify(typeName(type))],
		[4, use === "required"],
		[5, use === "optional" || use === "optional-computed"],
		[6, use === "computed" || use === "optional-computed"],
	]);
}

function nestedObject(type: ValueType): Uint8Array | null {
	const [nesting, inner] = isCollection(type) ? type : (["single", type] as const);
	if (typeof inner === "string" || !("object" in inner)) return null;
	return writeMessage([...writeAttributes(1, inner.object), [3, NESTING[nesting]]]);
}

function typeName(type: ValueType): unknown {
	if (isCollection(type)) return [type[0], typeName(type[1])];
	return type === "any" ? "dynamic" : type;
}
