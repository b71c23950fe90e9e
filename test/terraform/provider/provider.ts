import type { BlockSchema, ProviderSchema } from "../schema/schema.ts";
import type { Answer } from "./grpc-server.ts";
import type { Value } from "./message-pack.ts";
import { made, planned, read } from "./planned-value.ts";
import { readFields, writeMessage } from "./protobuf.ts";
import { writeProviderSchema } from "./wire-schema.ts";

/**
 * A provider that knows its schema and nothing else: enough for Terraform to check a configuration,
 * to plan it from nothing and to go through the motions of making it. What AWS itself would refuse, it
 * does not know.
 *
 * @param facts what data sources answer, by attribute
 */
export function createSchemaProvider(
	schema: ProviderSchema,
	facts: Readonly<Record<string, Value>>,
): Answer {
	const wireSchema = writeProviderSchema(schema);
	return (method, message) => {
		const fields = readFields(message);
		switch (method) {
			case "GetProviderSchema":
				return wireSchema;
			case "ValidateProviderConfig":
			case "ValidateResourceConfig":
			case "ValidateDataResourceConfig":
			case "ConfigureProvider":
			case "StopProvider":
				return new Uint8Array();
			case "PlanResourceChange": {
				const state = planned(dynamicValue(fields.get(3)), typeOf(schema.resources, fields.get(1)));
				return writeMessage([
					[1, writeMessage([[1, state]])],
					// Providers of AWS's kind are excused from the strictest rules of consistency.
					[5, true],
				]);
			}
			case "ApplyResourceChange": {
				const state = made(dynamicValue(fields.get(3)), typeOf(schema.resources, fields.get(1)));
				return writeMessage([
					[1, writeMessage([[1, state]])],
					[4, true],
				]);
			}
			case "ReadDataSource": {
				const type = typeOf(schema.data, fields.get(1));
				return writeMessage([
					[1, writeMessage([[1, read(dynamicValue(fields.get(2)), type, facts)]])],
				]);
			}
			default:
				return null;
		}
	};
}

function dynamicValue(field: Uint8Array | undefined): Uint8Array {
	return readFields(field ?? new Uint8Array()).get(1) ?? new Uint8Array();
}

function typeOf(
	types: Readonly<Record<string, BlockSchema>>,
	name: Uint8Array | undefined,
): BlockSchema {
	const type = types[new TextDecoder().decode(name)];
	if (!type) throw new Error("Terraform asked for a type that the schema does not have");
	return type;
}
