import type { BlockSchema, ProviderSchema } from "../schema/schema.ts";
import type { Answer } from "./grpc-server.ts";
import type { Value } from "./message-pack.ts";
import { readFields, writeMessage } from "./protobuf.ts";
import { applyResource, planResource, readDataSource } from "./resource-values.ts";
import { writeProviderSchema } from "./wire-schema.ts";

/**
 * Makes a stand-in provider that knows only its schema. Terraform can check a configuration with it,
 * and plan and apply it to an empty state. It does not know what AWS itself would refuse.
 *
 * @param dataValues the values that data sources return, by attribute
 */
export function createSchemaProvider(
	schema: ProviderSchema,
	dataValues: Readonly<Record<string, Value>>,
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
				const type = typeOf(schema.resources, fields.get(1));
				const state = planResource(dynamicValue(fields.get(3)), type);
				return writeMessage([
					[1, writeMessage([[1, state]])],
					// `legacy_type_system`: as AWS's provider, exempt from the strictest consistency rules.
					[5, true],
				]);
			}
			case "ApplyResourceChange": {
				const type = typeOf(schema.resources, fields.get(1));
				const state = applyResource(dynamicValue(fields.get(3)), type);
				return writeMessage([
					[1, writeMessage([[1, state]])],
					[4, true],
				]);
			}
			case "ReadDataSource": {
				const type = typeOf(schema.data, fields.get(1));
				const values = readDataSource(dynamicValue(fields.get(2)), type, dataValues);
				return writeMessage([[1, writeMessage([[1, values]])]]);
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
	if (!type) throw new Error("Terraform requested a type that is not in the schema");
	return type;
}
