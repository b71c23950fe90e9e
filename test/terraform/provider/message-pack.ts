/**
 * The part of MessagePack that Terraform's values use, and Terraform's one extension: a value that is
 * not known yet.
 *
 * @see https://github.com/msgpack/msgpack/blob/master/spec.md
 */
export type Value =
	| null
	| boolean
	| number
	| string
	| typeof UNKNOWN
	| readonly Value[]
	| { readonly [name: string]: Value };

/** A value that is known only after apply. */
export const UNKNOWN: unique symbol = Symbol("known after apply");

/** Reads one value. */
export function unpack(bytes: Uint8Array): Value {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = 0;

	const skip = (count: number): number => {
		at += count;
		return at - count;
	};
	const length = (size: number): number => {
		if (size === 1) return view.getUint8(skip(1));
		return size === 2 ? view.getUint16(skip(2)) : view.getUint32(skip(4));
	};
	const text = (count: number): string => new TextDecoder().decode(bytes.subarray(skip(count), at));
	const list = (count: number): Value => Array.from({ length: count }, value);
	const map = (count: number): Value =>
		Object.fromEntries(Array.from({ length: count }, () => [String(value()), value()]));
	const extension = (count: number): Value => {
		skip(1 + count);
		return UNKNOWN;
	};

	function value(): Value {
		const type = view.getUint8(skip(1));
		if (type < 0x80) return type;
		if (type < 0x90) return map(type & 15);
		if (type < 0xa0) return list(type & 15);
		if (type < 0xc0) return text(type & 31);
		if (type >= 0xe0) return type - 256;
		switch (type) {
			case 0xc0:
				return null;
			case 0xc2:
			case 0xc3:
				return type === 0xc3;
			case 0xc7:
				return extension(length(1));
			case 0xca:
				return view.getFloat32(skip(4));
			case 0xcb:
				return view.getFloat64(skip(8));
			case 0xcc:
			case 0xcd:
			case 0xce:
				return length(1 << (type - 0xcc));
			case 0xcf:
				return Number(view.getBigUint64(skip(8)));
			case 0xd0:
				return view.getInt8(skip(1));
			case 0xd1:
				return view.getInt16(skip(2));
			case 0xd2:
				return view.getInt32(skip(4));
			case 0xd3:
				return Number(view.getBigInt64(skip(8)));
			case 0xd9:
			case 0xda:
			case 0xdb:
				return text(length(1 << (type - 0xd9)));
			case 0xdc:
			case 0xdd:
				return list(length(2 << (type - 0xdc)));
			case 0xde:
			case 0xdf:
				return map(length(2 << (type - 0xde)));
			default:
				if (type >= 0xd4 && type <= 0xd8) return extension(1 << (type - 0xd4));
				throw new Error(`Unexpected MessagePack type: ${type}`);
		}
	}
	return value();
}

/** Writes one value; lengths always take four bytes, numbers always eight. */
export function pack(value: Value): Uint8Array {
	const bytes: number[] = [];
	const write = (item: Value): void => {
		if (item === null) bytes.push(0xc0);
		else if (item === UNKNOWN) bytes.push(0xd4, 0, 0);
		else if (typeof item === "boolean") bytes.push(item ? 0xc3 : 0xc2);
		else if (typeof item === "number") bytes.push(0xcb, ...double(item));
		else if (typeof item === "string") {
			const text = new TextEncoder().encode(item);
			bytes.push(0xdb, ...fourBytes(text.length));
			for (const byte of text) bytes.push(byte);
		} else if (isList(item)) {
			bytes.push(0xdd, ...fourBytes(item.length));
			item.forEach(write);
		} else {
			const entries = Object.entries(item);
			bytes.push(0xdf, ...fourBytes(entries.length));
			for (const entry of entries) entry.forEach(write);
		}
	};
	write(value);
	return Uint8Array.from(bytes);
}

/** Whether a value is a list (`Array.isArray` does not narrow readonly arrays). */
export function isList(value: Value): value is readonly Value[] {
	return Array.isArray(value);
}

function fourBytes(value: number): readonly number[] {
	return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function double(value: number): Uint8Array {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setFloat64(0, value);
	return bytes;
}
