/**
 * The part of Protocol Buffers' wire format that Terraform's plugin protocol uses.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */

/** A field to write. Zero and false are left out, as the format requires. */
export type Field = readonly [tag: number, value: Uint8Array | string | number | boolean];

/** Writes one message. */
export function writeMessage(fields: readonly Field[]): Uint8Array {
	return concatenate(fields.flatMap(([tag, value]) => writeField(tag, value)));
}

/**
 * Reads the fields of a message that are bytes, strings or messages, by field number; of repeated
 * fields, only the last.
 */
export function readFields(message: Uint8Array): ReadonlyMap<number, Uint8Array> {
	const fields = new Map<number, Uint8Array>();
	let at = 0;
	const varint = (): number => {
		let value = 0;
		for (let shift = 1; ; shift *= 128) {
			const byte = message[at++] ?? 0;
			value += (byte & 127) * shift;
			if (byte < 128) return value;
		}
	};
	while (at < message.length) {
		const key = varint();
		if ((key & 7) === 0) varint();
		else if ((key & 7) === 2) {
			const length = varint();
			fields.set(key >> 3, message.subarray(at, at + length));
			at += length;
		} else throw new Error(`Unexpected wire type: ${key & 7}`);
	}
	return fields;
}

function writeField(tag: number, value: Field[1]): readonly Uint8Array[] {
	if (typeof value === "number" || typeof value === "boolean") {
		return Number(value) === 0 ? [] : [varint(tag * 8), varint(Number(value))];
	}
	const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
	return [varint(tag * 8 + 2), varint(bytes.length), bytes];
}

function varint(value: number): Uint8Array {
	const bytes: number[] = [];
	let rest = value;
	for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
	return Uint8Array.from([...bytes, rest]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
	const message = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		message.set(part, at);
		at += part.length;
	}
	return message;
}
